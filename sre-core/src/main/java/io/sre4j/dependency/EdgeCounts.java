package io.sre4j.dependency;

import io.sre4j.finding.Proportion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The calls of one route to one dependency since the start, of requests that were good or bad.
 * Immutable.
 *
 * <p>A dependency <em>failed in a request</em> if its last call there failed: a retry that succeeds
 * mends it. Each request that called it is in one of the four shares of bad requests.
 *
 * @param calls all calls, also late ones
 * @param failedCalls calls that failed, or that the request no longer waited for
 * @param retries calls after a failed one to the same dependency, within a request
 * @param lateCalls calls that ended after their request; they are in no share
 * @param nanos how long all calls took together
 * @param latencies calls by duration: below 1 ms, below 2 ms, below 4 ms and so on, the last from
 *     16.384 s on
 * @param failedAlone it failed, and no call to another dependency did
 * @param failedTogether it failed, and a call to another dependency did
 * @param allFine no call of the request failed
 * @param unclear it did not fail, but a call to it or to another dependency did
 */
public record EdgeCounts(
    long calls,
    long failedCalls,
    long retries,
    long lateCalls,
    long nanos,
    List<Long> latencies,
    Proportion failedAlone,
    Proportion failedTogether,
    Proportion allFine,
    Proportion unclear) {

  /** Copies the list. */
  public EdgeCounts {
    latencies = List.copyOf(latencies);
  }

  /** Requests that called it before they ended. */
  public long requests() {
    return failedRequests() + allFine.whole() + unclear.whole();
  }

  /** Requests in which it failed. */
  public long failedRequests() {
    return failedAlone.whole() + failedTogether.whole();
  }

  /** Bad requests of those in which it failed. */
  public long badRequests() {
    return failedAlone.part() + failedTogether.part();
  }

  /** Calls for each request that called it; NaN if there is none. */
  public double callsPerRequest() {
    return requests() == 0 ? Double.NaN : (double) (calls - lateCalls) / requests();
  }

  /** The mean duration of a call; empty if there was none. */
  public Optional<Duration> meanLatency() {
    return calls == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(nanos / calls));
  }

  /**
   * The least power of two in milliseconds below which so large a share of the calls stayed.
   *
   * @param share from 0 to 1: 0.99 for 99 %
   * @return empty if there was no call, or if it is beyond 16.384 s
   */
  public Optional<Duration> latencyBelow(double share) {
    long counted = latencies.stream().mapToLong(Long::longValue).sum();
    long below = 0;
    for (int power = 0; counted > 0 && power < latencies.size() - 1; power++) {
      below += latencies.get(power);
      if (below >= share * counted) {
        return Optional.of(Duration.ofMillis(1L << power));
      }
    }
    return Optional.empty();
  }
}
