package io.sre4j.rule.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.facts.ExportFacts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.FindingState;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import io.sre4j.rule.TestFacts;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportFailsTest {
  private static ExportFacts export(long batches, long failed, long inFlightMillis, double busy) {
    return new ExportFacts(
        "OtlpHttpSpanExporter",
        batches,
        failed,
        failed == 0 ? Map.of() : Map.of("HTTP 404", failed),
        Duration.ofMillis(inFlightMillis),
        busy);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0,0,0,NO_TRAFFIC",
    "10,0,0,0,PASS",
    "10,2,0,0,PASS",
    "10,3,0,0,FAIL",
    "0,0,15000,0,NO_TRAFFIC",
    "0,0,15001,0,FAIL",
    "10,0,0,0.8,PASS",
    "10,0,0,0.81,FAIL"
  })
  void judge_eachCondition_atItsThreshold(
      long batches, long failed, long inFlightMillis, double busy, FindingState expected) {
    Verdict verdict =
        new ExportFails()
            .judge(new TestFacts().export(export(batches, failed, inFlightMillis, busy)).facts());
    assertThat(verdict.state()).isEqualTo(expected);
  }

  @Test
  void judge_noExporter_hasNoTraffic() {
    assertThat(new ExportFails().judge(new TestFacts().facts()).state())
        .isEqualTo(FindingState.NO_TRAFFIC);
  }

  @Test
  void judge_severalExporters_namesThoseThatFailAndHow() {
    ExportFacts bad =
        new ExportFacts(
            "bad",
            9,
            7,
            Map.of("HTTP 503", 2L, "HTTP 404", 4L, "ConnectException", 1L),
            Duration.ofSeconds(20),
            0.95);
    Verdict verdict =
        new ExportFails()
            .judge(
                new TestFacts()
                    .export(new ExportFacts("good", 50, 1, Map.of(), Duration.ZERO, 0.1))
                    .export(bad)
                    .facts());
    assertThat(verdict.reason()).isEqualTo("1 of 2 exporters");
    assertThat(verdict.share()).isEqualTo(new Proportion(8, 59));
    Finding finding = verdict.findings().get(0);
    assertThat(finding.subject()).isEqualTo("bad");
    assertThat(finding.seen()).isEqualTo(7);
    assertThat(finding.of()).isEqualTo(9);
    assertThat(finding.examples())
        .extracting(Example::where)
        .containsExactly(
            "a batch is under way for 20 s",
            "busy for 95.00 % of a minute",
            "4 x HTTP 404",
            "2 x HTTP 503",
            "1 x ConnectException");
  }
}
