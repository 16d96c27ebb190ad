package io.sre4j.spring.inventory;

import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.Arrays;

/** The process's global OpenTelemetry. */
public final class GlobalSdk {
  /** Whether one can tell that there is one without making it; not with Spring Boot 4.0's 1.55. */
  public static final boolean CAN_BE_SEEN =
      Arrays.stream(GlobalOpenTelemetry.class.getMethods())
          .anyMatch(method -> method.getName().equals("isSet"));

  private GlobalSdk() {}
}
