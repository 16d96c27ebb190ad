package io.sre4j.otel.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.sre4j.facts.ExportReading;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchedSpanExporterTest {
  private final AtomicLong nanos = new AtomicLong(77);
  private final Controlled delegate = new Controlled();
  private final WatchedSpanExporter watched = new WatchedSpanExporter(delegate, nanos::get);

  private void pass(int seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
  }

  private CompletableResultCode export() {
    delegate.next = new CompletableResultCode();
    CompletableResultCode returned = watched.export(List.of());
    assertThat(returned).isSameAs(delegate.next);
    return returned;
  }

  @Test
  void reading_batchesOverlap_busyIsTheTimeWithAny() {
    CompletableResultCode first = export();
    pass(2);
    CompletableResultCode second = export();
    pass(3);
    assertThat(watched.reading().inFlightNanos()).isEqualTo(Duration.ofSeconds(5).toNanos());
    first.succeed();
    assertThat(watched.reading().inFlightNanos()).isEqualTo(Duration.ofSeconds(3).toNanos());
    pass(1);
    second.succeed();
    pass(100);
    assertThat(watched.reading())
        .isEqualTo(new ExportReading(2, 0, Map.of(), 0, Duration.ofSeconds(6).toNanos()));
  }

  @Test
  void reading_failures_areCountedByClassWithoutTheirText() {
    export().fail();
    export().failExceptionally(new IOException("https://user:secret@receiver/"));
    export().failExceptionally(new IllegalStateException(new IOException("secret")));
    assertThat(watched.reading().failures())
        .isEqualTo(Map.of("no reason given", 1L, "IOException", 2L));
    assertThat(watched.reading().failed()).isEqualTo(3);
  }

  @Test
  void reading_manyClasses_isBounded() {
    for (int i = 100; i < 200; i++) {
      export().failExceptionally(new Answered(i));
    }
    assertThat(watched.reading().failures()).hasSize(16).containsEntry("other", 85L);
  }

  @Test
  void export_delegateThrows_isCountedAndThrownOn() {
    delegate.next = null;
    assertThatThrownBy(() -> watched.export(List.of())).isInstanceOf(NullPointerException.class);
    assertThat(watched.reading().failed()).isEqualTo(1);
  }

  /** As OTLP's own exception: it knows what the receiver answered. */
  public static final class Answered extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    Answered(int status) {
      this.status = status;
    }

    /** What it answered. */
    public Object getResponse() {
      return new Response(status);
    }
  }

  private record Response(int status) implements HttpResponse {
    @Override
    public int getStatusCode() {
      return status;
    }

    @Override
    public String getStatusMessage() {
      return "secret";
    }

    @Override
    public byte[] getResponseBody() {
      return new byte[0];
    }
  }

  /** Answers when it is told. */
  private static final class Controlled implements SpanExporter {
    CompletableResultCode next = new CompletableResultCode();

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      if (next == null) {
        throw new NullPointerException("broken");
      }
      return next;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
