package io.sre4j.otel.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units, names and values of metrics, against what the semantic conventions have. */
class UnitsTest {
  private static final long SEED = 20_261_123;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "s",
        "ms",
        "us",
        "ns",
        "By",
        "kBy",
        "MiBy",
        "GiBy",
        "bit",
        "%",
        "{request}",
        "By/s",
        "{packet}/s",
        "m2",
        "s-1",
        "kg.m/s2",
        "/s",
        "10*3",
        "10^-3",
        "Cel",
        "Hz",
        "kHz",
        "V",
        "mol",
        "min",
        "h",
        "d",
        "wk",
        "mo",
        "a",
        "[in_i]",
        "m[H2O]",
        "10*6/ul",
        "s{uptime}",
        "J/(kg.K)",
        "dB",
        "eV",
        "{a/b}/s",
        "kW.h",
        "deg",
        "MBd"
      })
  void isUnit_ofUcum_isOne(String unit) {
    assertThat(Ucum.isUnit(unit)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "seconds",
        "bytes",
        "count",
        "threads",
        "rpm",
        "percent",
        "sec",
        "KB",
        "ms ",
        "requests per second",
        "s//m",
        "s/",
        "{request",
        "request}",
        "kmin",
        "events",
        "ops",
        "()",
        "J/(kg",
        "objects",
        "rows",
        "B/sec"
      })
  void isUnit_ofNothingKnown_isNone(String unit) {
    assertThat(Ucum.isUnit(unit)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "collection.duration.seconds,s,true",
    "collection.duration,s,false",
    "latency_ms,ms,true",
    "latency.milliseconds,ms,true",
    "latency.milliseconds,s,false",
    "memory.bytes,By,true",
    "memory.Kibibytes,KiBy,true",
    "disk.bytes_per_second,By/s,true",
    "disk.bytes,By/s,false",
    "http.server.active_requests,{request},false",
    "cpu.percent,%,true",
    "queue.secondary,s,false",
    "jobs.nulls,By.x,false",
    "ratio.1,1,false"
  })
  void contains_aUnitsName_asAWordOfItsOwn(String metric, String unit, boolean expected) {
    assertThat(UnitNames.contains(metric, unit)).isEqualTo(expected);
  }

  private static List<String[]> semconv() throws IOException {
    try (InputStream in = UnitsTest.class.getResourceAsStream("semconv-metrics.txt")) {
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" ", 2))
          .toList();
    }
  }

  private static List<String> wrong(Predicate<String[]> isWrong) throws IOException {
    return semconv().stream().filter(isWrong).map(metric -> metric[0]).toList();
  }

  /**
   * The metrics of the conventions pass, but for the few that do break the specification's rules.
   */
  @Test
  void metrics_ofTheConventions_pass() throws IOException {
    assertThat(semconv()).hasSize(480);
    assertThat(wrong(metric -> !Ucum.isUnit(metric[1])))
        .containsExactly("hw.fan.speed", "hw.fan.speed.limit");
    assertThat(wrong(metric -> UnitNames.contains(metric[0], metric[1]))).isEmpty();
    assertThat(wrong(metric -> AttributeKeys.contain(metric[0])))
        .containsExactly(
            "k8s.container.status.reason",
            "k8s.container.status.state",
            "k8s.namespace.phase",
            "k8s.node.condition.status",
            "k8s.persistentvolume.status.phase",
            "k8s.persistentvolumeclaim.status.phase",
            "k8s.pod.status.phase",
            "k8s.pod.status.reason");
  }

  @Test
  void add_randomTexts_countsAsASetDoes() {
    SplittableRandom random = new SplittableRandom(SEED);
    DistinctHashes distinct = new DistinctHashes(10_000);
    Set<String> expected = new HashSet<>();
    while (expected.size() < 9_999) {
      String text = "user-" + random.nextInt(20_000);
      assertThat(distinct.add(text)).as("seed " + SEED).isEqualTo(expected.add(text));
    }
    assertThat(distinct.isFull()).isFalse();
    assertThat(distinct.add("one more")).isTrue();
    assertThat(distinct.isFull()).isTrue();
    assertThat(distinct.add("another")).isFalse();
  }
}
