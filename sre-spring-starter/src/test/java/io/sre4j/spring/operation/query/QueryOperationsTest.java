package io.sre4j.spring.operation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;

/** H2, in front of it what datasource-micrometer makes of Spring Boot's data source. */
class QueryOperationsTest {
  private static final String TABLE = "create table orders (id int primary key)";

  @Test
  void queries_ofADataSource_areCountedAsTheDatabaseAnswered() throws SQLException {
    try (RunningApplication application = start("queries")) {
      int good = 0;
      int bad = 0;
      try (Connection connection = application.bean(DataSource.class).getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(TABLE);
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

  @Test
  void query_thatTimesOut_isBad() throws SQLException {
    try (RunningApplication application = start("slow");
        Connection connection = application.bean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      assertThatThrownBy(
              () -> statement.executeQuery("select sum(x) from system_range(1, 1000000000000)"))
          .isInstanceOf(SQLTimeoutException.class);
      assertThat(application.counts("query.SLOW")).isEqualTo(Counts.BAD);
    }
  }

  @Test
  void batch_isOneEvent() throws SQLException {
    try (RunningApplication application = start("batch");
        Connection connection = application.bean(DataSource.class).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      for (int i = 0; i < 5; i++) {
        statement.addBatch("insert into orders values (" + i + ")");
      }
      assertThat(statement.executeBatch()).hasSize(5);
      statement.addBatch("insert into orders values (1)");
      assertThatThrownBy(statement::executeBatch).isInstanceOf(BatchUpdateException.class);
      assertThat(application.counts("query.BATCH")).isEqualTo(new Counts(2, 1, 0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void queries_ofManyThreads_areAllCounted(boolean virtualThreads) throws Exception {
    assumeTrue(!virtualThreads || Runtime.version().feature() >= 21, "needs virtual threads");
    SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
    if (virtualThreads) {
      threads.setVirtualThreads(true);
    }
    try (RunningApplication application = start("many")) {
      JdbcTemplate jdbc = new JdbcTemplate(application.bean(DataSource.class));
      List<Future<?>> queries = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String sql = i % 4 == 0 ? "select nothing" : "select 1";
        queries.add(threads.submit(() -> jdbc.queryForObject(sql, Integer.class)));
      }
      int bad = 0;
      for (Future<?> query : queries) {
        try {
          query.get();
        } catch (ExecutionException refused) {
          bad++;
        }
      }
      assertThat(bad).isEqualTo(50);
      assertThat(application.counts("query.MANY")).isEqualTo(new Counts(150, bad, 0));
    }
  }

  private static RunningApplication start(String database) {
    return new RunningApplication(
        WebApplicationType.NONE,
        Application.class,
        "--jdbc.datasource-proxy.enabled=true",
        "--spring.datasource.url=jdbc:h2:mem:" + database);
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}
}
