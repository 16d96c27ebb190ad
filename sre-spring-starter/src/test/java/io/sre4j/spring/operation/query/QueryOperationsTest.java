package io.sre4j.spring.operation.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** H2, in front of it what datasource-micrometer makes of Spring Boot's data source. */
class QueryOperationsTest {

  @Test
  void queries_ofADataSource_areCountedAsTheDatabaseAnswered() throws SQLException {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.NONE,
            Application.class,
            "--jdbc.datasource-proxy.enabled=true",
            "--spring.datasource.url=jdbc:h2:mem:queries")) {
      int good = 0;
      int bad = 0;
      try (Connection connection = application.bean(DataSource.class).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute("create table orders (id int primary key)");
        good++;
        for (int i = 0; i < 40; i++) {
          try {
            statement.executeUpdate("insert into orders values (" + i % 30 + ")");
            good++;
          } catch (SQLException duplicate) {
            bad++;
          }
        }
      }
      assertThat(bad).isEqualTo(10);
      assertThat(application.counts("query.QUERIES")).isEqualTo(new Counts(good, bad, 0));
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}
}
