package io.sre4j.spring.actuate;

import io.sre4j.store.StoreStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store has done, as the endpoint shows it. */
final class StoreJson {
  private StoreJson() {}

  static Map<String, @Nullable Object> of(StoreStatus store) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("slot", store.slot().map(Path::toString).orElse(null));
    json.put("resumedFrom", store.resumedFrom().map(Instant::toString).orElse(null));
    json.put("gap", JsonValues.text(store.gap()));
    json.put("notes", store.notes());
    json.put("written", store.written());
    json.put("failed", store.failed());
    json.put("lastWritten", store.lastWritten().map(Instant::toString).orElse(null));
    json.put("bytes", store.bytes());
    json.put("problem", store.problem().orElse(null));
    return json;
  }
}
