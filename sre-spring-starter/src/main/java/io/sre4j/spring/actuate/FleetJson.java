package io.sre4j.spring.actuate;

import io.sre4j.fleet.FleetWindow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all instances had counted of an SLO, as the endpoint shows it. */
final class FleetJson {
  private FleetJson() {}

  static Map<String, @Nullable Object> of(FleetWindow fleet) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("slo", fleet.slo());
    json.put("scope", fleet.scope());
    json.put("asOf", fleet.asOf().toString());
    json.put("window", JsonValues.text(fleet.window()));
    json.put("good", JsonValues.number(fleet.good()));
    json.put("bad", JsonValues.number(fleet.bad()));
    json.put("errorRatio", JsonValues.number(fleet.errorRatio()));
    json.put("coverage", JsonValues.number(fleet.coverage()));
    return json;
  }
}
