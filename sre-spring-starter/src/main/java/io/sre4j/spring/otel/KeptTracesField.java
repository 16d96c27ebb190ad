package io.sre4j.spring.otel;

import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.keep.KeeperStatus;
import io.sre4j.spring.actuate.EndpointField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a keeper holds and has done, as the endpoint shows it. */
final class KeptTracesField implements EndpointField {
  private final BadTraceKeeper keeper;

  KeptTracesField(BadTraceKeeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public String name() {
    return "keptTraces";
  }

  @Override
  public Map<String, @Nullable Object> read() {
    KeeperStatus status = keeper.status();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kept", status.keptTraces());
    json.put("keptSpans", status.keptSpans());
    json.put("open", status.openTraces());
    json.put("heldBytes", status.heldBytes());
    json.put("cut", status.cutTraces());
    json.put("evicted", status.evictedTraces());
    json.put("expired", status.expiredTraces());
    json.put("refused", status.refusedTraces());
    json.put("limited", status.limitedTraces());
    json.put("failures", status.failures());
    return json;
  }
}
