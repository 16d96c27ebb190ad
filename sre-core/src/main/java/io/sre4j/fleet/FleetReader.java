package io.sre4j.fleet;

import io.sre4j.slo.Budgeting;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads once, on a thread of its own, what the fleet has counted. Never blocks the start and never
 * fails it: what cannot be read is warned about, and the engine goes on without.
 *
 * <p>Three attempts for each period, an answer of at most 8 MiB each within the time-out. SLOs that
 * are composites or counted by slices of time are left out: the fleet's counter tells neither.
 */
public final class FleetReader implements AutoCloseable {
  private static final Logger LOG = System.getLogger(FleetReader.class.getName());
  private static final int ATTEMPTS = 3;
  private static final int MAX_BYTES = 8 << 20;
  private static final int STEPS = 60;
  private static final long MIN_STEP_SECONDS = 60;

  private final PrometheusHistory source;
  private final Thread thread;
  private volatile Map<String, FleetWindow> windows = Map.of();
  private volatile boolean closed;

  private FleetReader(PrometheusHistory source, List<Slo> slos, Instant now) {
    this.source = source;
    List<Slo> asked = List.copyOf(slos);
    this.thread = new Thread(() -> readAll(asked, now), "sre4j-backfill");
    thread.setDaemon(true);
  }

  /** Starts to read. */
  public static FleetReader start(PrometheusHistory source, List<Slo> slos, Instant now) {
    FleetReader reader = new FleetReader(source, slos, now);
    reader.thread.start();
    return reader;
  }

  /** What was read so far, by the names of the SLOs; never waits. */
  public Map<String, FleetWindow> windows() {
    return windows;
  }

  /** Stops reading. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  /** Waits until all was read, or given up. */
  void join(Duration most) throws InterruptedException {
    thread.join(most.toMillis());
  }

  private void readAll(List<Slo> slos, Instant now) {
    Map<Duration, List<Slo>> byWindow = new TreeMap<>();
    for (Slo slo : slos) {
      if (slo.isComposite() || !(slo.budgeting() instanceof Budgeting.Occurrences)) {
        LOG.log(
            Level.INFO,
            "the fleet''s history of {0} cannot be read: it counts slices, or is a" + " composite",
            slo.name());
      } else {
        byWindow.computeIfAbsent(elapsed(slo.window(), now), w -> new ArrayList<>()).add(slo);
      }
    }
    HttpClient client = HttpClient.newBuilder().connectTimeout(source.timeout()).build();
    byWindow.forEach((window, members) -> {
      if (!closed) {
        tryToRead(client, window, members, now);
      }
    });
  }

  private static Duration elapsed(TimeWindow window, Instant now) {
    return window instanceof TimeWindow.Calendar calendar
        ? Duration.between(calendar.startOf(now), now)
        : window.nominalLength();
  }

  private void tryToRead(HttpClient client, Duration window, List<Slo> slos, Instant now) {
    String problem = "";
    for (int attempt = 0; attempt < ATTEMPTS && !closed; attempt++) {
      try {
        TimeUnit.MILLISECONDS.sleep(attempt * source.timeout().toMillis() / ATTEMPTS);
        add(client, window, slos, now);
        return;
      } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
        problem = e.toString();
      } catch (InterruptedException e) {
        return;
      }
    }
    LOG.log(
        Level.WARNING,
        "the fleet''s history of {0} could not be read from {1}: {2}; the process goes on"
            + " without",
        DurationText.format(window.truncatedTo(ChronoUnit.SECONDS)),
        source,
        problem);
  }

  private void add(HttpClient client, Duration window, List<Slo> slos, Instant now)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    long step = Math.max(MIN_STEP_SECONDS, window.toSeconds() / STEPS);
    long steps = Math.max(1, window.toSeconds() / step);
    Map<String, FleetCounts> counts = FleetCounts.read(ask(client, query(step, steps, now)));
    Map<String, FleetWindow> all = new TreeMap<>(windows);
    for (Slo slo : slos) {
      FleetCounts counted = counts.get(slo.name());
      if (counted != null) {
        all.put(slo.name(), counted.window(slo.name(), window, now, steps));
      }
    }
    windows = Map.copyOf(all);
  }

  /** Of each step the increase within it, so that their sum is that of the window. */
  private String query(long step, long steps, Instant now) {
    String query =
        "sum by (slo,outcome) (increase(sre_slo_events_total{"
            + source.matchers()
            + "}["
            + step
            + "s]))";
    long end = now.getEpochSecond();
    return "/api/v1/query_range?query="
        + URLEncoder.encode(query, StandardCharsets.UTF_8)
        + "&start="
        + (end - (steps - 1) * step)
        + "&end="
        + end
        + "&step="
        + step;
  }

  private String ask(HttpClient client, String question)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    String base = source.address().toString().replaceAll("/+$", "");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + question)).timeout(source.timeout());
    source.headers().forEach(request::header);
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request.build(), head -> new LimitedBody(MAX_BYTES));
    try {
      // The request's own time-out ends with the head of the answer.
      HttpResponse<String> response =
          answer.get(2 * source.timeout().toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("answered " + response.statusCode());
      }
      return response.body();
    } finally {
      answer.cancel(true);
    }
  }
}
