package io.sre4j.otel.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.otel.guard.SpanName;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import java.util.List;
import java.util.stream.Stream;

/** Client spans that do not say whom they called, in whatever convention. */
final class PeerCheck implements SpanDataChecks.Check {
  private static final List<AttributeKey<String>> PEERS =
      Stream.of(
              "server.address",
              "service.peer.name",
              "peer.service",
              "client.name",
              "net.peer.name",
              "net.sock.peer.addr",
              "network.peer.address",
              "db.namespace",
              "db.name",
              "messaging.destination.name",
              "rpc.service")
          .map(AttributeKey::stringKey)
          .toList();

  private final DefectCounter defect;

  PeerCheck(Signals signals) {
    this.defect = signals.of(Defect.PEER_MISSING);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    if (span.getKind() != SpanKind.CLIENT) {
      return;
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    if (isNameless(span.getAttributes())) {
      defect.found(scope, span.getTraceId(), SpanName.masked(span.getName()));
    }
  }

  private static boolean isNameless(Attributes attributes) {
    for (AttributeKey<String> key : PEERS) {
      if (attributes.get(key) != null) {
        return false;
      }
    }
    return true;
  }
}
