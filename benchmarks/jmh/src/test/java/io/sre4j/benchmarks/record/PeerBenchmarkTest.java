package io.sre4j.benchmarks.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sre4j.benchmarks.peer.DropwizardTimer;
import io.sre4j.benchmarks.peer.HdrRecorder;
import io.sre4j.benchmarks.peer.MicrometerTimer;
import io.sre4j.benchmarks.peer.OpenTelemetryCounter;
import io.sre4j.benchmarks.peer.OpenTelemetryHistogram;
import io.sre4j.benchmarks.peer.Peer;
import io.sre4j.benchmarks.peer.PrometheusCounter;
import io.sre4j.benchmarks.peer.PrometheusHistogram;
import io.sre4j.benchmarks.peer.Resilience4jBreaker;
import io.sre4j.benchmarks.peer.SpectatorTimer;
import io.sre4j.sli.Outcome;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jmh.annotations.Benchmark;

/** The peers count what they are given, by their own account. */
class PeerBenchmarkTest {
  private final PeerBenchmark benchmark = new PeerBenchmark();

  @FunctionalInterface
  private interface Step<P extends Peer> {
    void run(PeerBenchmark benchmark, P peer, Events events);
  }

  static Stream<Arguments> peers() {
    return Stream.of(
        peer(
            "otelExplicitHistogram",
            new OpenTelemetryHistogram.Explicit(),
            PeerBenchmark::otelExplicitHistogram),
        peer(
            "otelExponentialHistogram",
            new OpenTelemetryHistogram.Exponential(),
            PeerBenchmark::otelExponentialHistogram),
        peer("otelCounter", new OpenTelemetryCounter(), PeerBenchmark::otelCounter),
        peer(
            "micrometerSimpleTimer",
            new MicrometerTimer.Simple(),
            PeerBenchmark::micrometerSimpleTimer),
        peer(
            "micrometerPrometheusTimer",
            new MicrometerTimer.Prometheus(),
            PeerBenchmark::micrometerPrometheusTimer),
        peer("prometheusCounter", new PrometheusCounter(), PeerBenchmark::prometheusCounter),
        peer(
            "prometheusClassicHistogram",
            new PrometheusHistogram(),
            PeerBenchmark::prometheusClassicHistogram),
        peer("resilience4j", new Resilience4jBreaker(), PeerBenchmark::resilience4j),
        peer("dropwizardTimer", new DropwizardTimer(), PeerBenchmark::dropwizardTimer),
        peer("hdrRecorder", new HdrRecorder(), PeerBenchmark::hdrRecorder),
        peer("spectatorTimer", new SpectatorTimer(), PeerBenchmark::spectatorTimer));
  }

  private static <P extends Peer> Arguments peer(String name, P peer, Step<P> step) {
    return arguments(name, peer, step);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("peers")
  <P extends Peer> void record_allEventsOnce_peerHasCountedThem(String name, P peer, Step<P> step) {
    Events events = EventsTest.filled(0);
    for (int i = 0; i < Events.COUNT; i++) {
      step.run(benchmark, peer, events);
    }
    long bad = EventsTest.bad(events);

    assertThat(peer.count(Outcome.GOOD)).as(name + ", good").isEqualTo(Events.COUNT - bad);
    assertThat(peer.count(Outcome.BAD)).as(name + ", bad").isEqualTo(bad);
  }

  @Test
  void peers_allBenchmarks_areTested() {
    Stream<String> methods =
        Arrays.stream(PeerBenchmark.class.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .map(Method::getName);

    assertThat(peers().map(peer -> (String) peer.get()[0])).hasSameElementsAs(methods.toList());
  }

  @Test
  void resilience4j_allEventsOnce_breakerStaysClosed() {
    Resilience4jBreaker breaker = new Resilience4jBreaker();
    Events events = EventsTest.filled(0);
    for (int i = 0; i < Events.COUNT; i++) {
      benchmark.resilience4j(breaker, events);
    }

    assertThat(breaker.isClosed()).isTrue();
  }
}
