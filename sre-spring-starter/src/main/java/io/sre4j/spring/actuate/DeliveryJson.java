package io.sre4j.spring.actuate;

import io.sre4j.delivery.DeliveryStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the delivery to one receiver stands, as the endpoint shows it. */
final class DeliveryJson {
  private DeliveryJson() {}

  static Map<String, @Nullable Object> of(DeliveryStatus delivery) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("receiver", delivery.receiver());
    json.put("delivered", delivery.delivered());
    json.put("waiting", delivery.waiting());
    json.put("dropped", delivery.dropped());
    json.put("failedAttempts", delivery.failedAttempts());
    json.put("renewing", delivery.renewing());
    json.put("lastFailure", delivery.lastFailure().map(DeliveryJson::failure).orElse(null));
    json.put("nextAttempt", delivery.nextAttempt().map(Instant::toString).orElse(null));
    return json;
  }

  private static Map<String, Object> failure(DeliveryStatus.Failure failure) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("at", failure.at().toString());
    json.put("reason", failure.reason());
    return json;
  }
}
