package io.sre4j.spring.otel;

import io.sre4j.coverage.Coverage;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Says why traces of bad requests are not kept where somebody asked for it. */
final class KeepingCheck implements SmartInitializingSingleton {
  private static final Log LOG = LogFactory.getLog(KeepingCheck.class);
  private static final String KEEPER = "io.sre4j.otel.keep.BadTraceKeeper";

  private final ConfigurableListableBeanFactory beans;

  KeepingCheck(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  static void warn(String reason) {
    LOG.warn("Traces of bad requests are not kept: " + reason);
  }

  @Override
  public void afterSingletonsInstantiated() {
    warn(reason());
  }

  private String reason() {
    if (!ClassUtils.isPresent(KEEPER, beans.getBeanClassLoader())) {
      return "sre4j-otel is not on the class path";
    }
    return beans.getBeanNamesForType(Coverage.class, true, false).length == 0
        ? "tracing coverage is off; set sre.coverage.enabled=true"
        : "Spring Boot makes no tracer provider of OpenTelemetry";
  }
}
