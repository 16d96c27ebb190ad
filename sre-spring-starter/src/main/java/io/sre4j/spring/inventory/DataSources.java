package io.sre4j.spring.inventory;

import io.sre4j.facts.Component;
import io.sre4j.facts.Component.Kind;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Data sources, and whether something is around them. Bare are the pools that are known by their
 * classes; all others may be what traces, or contain it.
 */
final class DataSources {
  private static final Set<String> BARE =
      Set.of(
          "com.zaxxer.hikari.HikariDataSource",
          "org.apache.commons.dbcp2.BasicDataSource",
          "org.apache.tomcat.jdbc.pool.DataSource",
          "org.h2.jdbcx.JdbcConnectionPool");
  /* The pool of Hikari is there from the first connection on. */
  private static final List<String> POOL = List.of("getHikariPoolMXBean");
  private static final List<String> CONNECTIONS =
      List.of("getTotalConnections", "getBorrowedCount", "getNumActive", "getActiveConnections");

  private DataSources() {}

  static List<Component> of(Beans beans) {
    return beans.of(DataSource.class).entrySet().stream()
        .map(bean -> component(bean.getKey(), bean.getValue()))
        .toList();
  }

  private static Component component(String name, DataSource source) {
    boolean isBare = BARE.contains(source.getClass().getName());
    return new Component(Kind.DATA_SOURCE, name, !isBare, isBare ? uses(source) : 0, null);
  }

  private static long uses(Object source) {
    Object pool = ask(source, POOL);
    Object connections = ask(pool == null ? source : pool, CONNECTIONS);
    return connections instanceof Number number ? number.longValue() : 0;
  }

  private static @Nullable Object ask(Object target, List<String> methods) {
    for (String name : methods) {
      Method method = ReflectionUtils.findMethod(target.getClass(), name);
      if (method != null) {
        ReflectionUtils.makeAccessible(method);
        return ReflectionUtils.invokeMethod(method, target);
      }
    }
    return null;
  }
}
