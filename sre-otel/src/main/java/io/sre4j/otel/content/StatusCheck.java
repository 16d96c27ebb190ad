package io.sre4j.otel.content;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.sre4j.finding.Defect;
import io.sre4j.signal.DefectCounter;
import io.sre4j.signal.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Spans of HTTP whose status is not what OpenTelemetry's conventions say of the response's: an
 * error from 500 on for a server and from 400 on for a client, none below, and an error has a type.
 * A client may take 404 for an answer.
 */
final class StatusCheck implements SpanDataChecks.Check {
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
  private static final int CLIENT_ERROR = 400;
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERROR = 500;

  private final DefectCounter defect;

  StatusCheck(Signals signals) {
    this.defect = signals.of(Defect.WRONG_STATUS);
  }

  @Override
  public void look(SpanData span, Dialect dialect) {
    int status = Dialect.status(span.getAttributes());
    boolean isServer = span.getKind() == SpanKind.SERVER;
    if ((dialect != Dialect.STABLE && dialect != Dialect.OLD)
        || status == 0
        || (!isServer && span.getKind() != SpanKind.CLIENT)) {
      return;
    }
    String scope = span.getInstrumentationScopeInfo().getName();
    defect.inspected(scope);
    String wrong = wrong(span, dialect, status, isServer);
    if (wrong != null) {
      defect.found(scope, span.getTraceId(), wrong);
    }
  }

  private static @Nullable String wrong(
      SpanData span, Dialect dialect, int status, boolean isServer) {
    boolean isError = span.getStatus().getStatusCode() == StatusCode.ERROR;
    if (!isError && status >= SERVER_ERROR) {
      return "5xx without the status ERROR";
    }
    if (!isError && !isServer && status >= CLIENT_ERROR && status != NOT_FOUND) {
      return "4xx of a client without the status ERROR";
    }
    if (isError && isServer && status >= CLIENT_ERROR && status < SERVER_ERROR) {
      return "4xx of a server with the status ERROR";
    }
    boolean needsType = isError && dialect == Dialect.STABLE && status >= CLIENT_ERROR;
    return needsType && span.getAttributes().get(ERROR_TYPE) == null
        ? "the status ERROR without error.type"
        : null;
  }
}
