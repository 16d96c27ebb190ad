package io.sre4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.sli.SliRecorder;
import io.sre4j.time.FakeTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was read from OpenSLO runs. */
class OpenSloEngineTest {

  @Test
  void example_readFromAFile_isCountedByAnEngine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("shop.yaml");
    try (InputStream in = OpenSloEngineTest.class.getResourceAsStream("/openslo/example.yaml")) {
      Files.copy(in, file);
    }
    OpenSloDefinitions definitions = OpenSlo.read(OpenSlo.Mode.LENIENT, List.of(file));
    SreEngine.Builder builder = SreEngine.builder();
    definitions.slis().forEach(builder::sli);
    definitions.slos().forEach(builder::slo);
    FakeTime time = new FakeTime(TestEngine.START);
    builder.timeSource(time).manualTicks();
    try (SreEngine engine = builder.build()) {
      SliRecorder checkout = engine.recorder("checkout");
      checkout.record(Outcome.GOOD, Duration.ofMillis(300).toNanos());
      checkout.record(Outcome.GOOD, Duration.ofMillis(301).toNanos());
      checkout.record(Outcome.BAD, Duration.ofMillis(1).toNanos());
      time.advance(Duration.ofSeconds(1));
      engine.tick();
      assertThat(counts(engine.status("checkout-availability"))).isEqualTo("2 good, 1 bad");
      assertThat(counts(engine.status("checkout-latency"))).isEqualTo("1 good, 2 bad");
    }
  }

  private static String counts(SloStatus status) {
    return status.events().good() + " good, " + status.events().bad() + " bad";
  }
}
