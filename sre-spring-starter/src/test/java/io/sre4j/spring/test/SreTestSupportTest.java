package io.sre4j.spring.test;

import static io.sre4j.spring.test.SreAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.finding.Baseline;
import io.sre4j.report.SloStatus;
import io.sre4j.sli.Outcome;
import io.sre4j.spring.host.Burning;
import io.sre4j.spring.host.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;

/** What the starter has for the tests of a user, as a user would use it. */
@SpringBootTest(
    classes = Shop.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "sre.slos.busy.target=99%",
      "sre.slos.busy.routes=GET /busy",
      "sre.coverage.enabled=true",
      "sre.coverage.warm-up=0s"
    })
@Import({SreTestConfiguration.class, Burning.class})
@DirtiesContext
class SreTestSupportTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @LocalServerPort private int port;
  @Autowired private SreClock clock;
  @Autowired private SreEngine engine;
  @Autowired private Coverage coverage;

  @Test
  void slo_ofRequests_isAsserted() throws Exception {
    for (int i = 0; i < 3; i++) {
      get("/busy");
    }
    clock.awaitEvents("busy", 3);
    SloStatus busy = engine.status("busy");
    assertThat(busy).hasCounted(0, 3).hasExcluded(0).breaksItsPromise().isBurntBy("GET /busy");
    for (int i = 0; i < 600; i++) {
      engine.recorder("busy").record(Outcome.BAD);
      clock.pass(Duration.ofSeconds(1));
    }
    assertThat(engine.status("busy")).fires("page").fires("page 1h/5m");
  }

  @Test
  void coverage_ofRequests_isAsserted(@TempDir Path directory) throws Exception {
    for (int i = 0; i < 200; i++) {
      get("/orders/1");
    }
    clock.awaitEvents("http", 200);
    clock.pass(Duration.ofSeconds(20));
    CoverageReport report = coverage.report();
    assertThat(report).covers("GET /orders/{id}");
    assertThatThrownBy(() -> assertThat(report).covers("GET /nowhere"))
        .hasMessageContaining("but: [GET /orders/{id} COVERED");
    assertThatThrownBy(() -> assertThat(report).finds("SRE-001"))
        .hasMessageContaining("expected a finding of SRE-001");
    Path accepted = directory.resolve("accepted.txt");
    Baseline.of(report.findings()).write(accepted);
    assertThat(report).findsNothingBut(accepted);
  }

  @Test
  void assertions_notMet_sayWhatIsThere() {
    SloStatus jobs = engine.status("jobs");
    assertThat(jobs).hasCounted(0, 0).firesNothing();
    assertThatThrownBy(() -> assertThat(jobs).hasCounted(1, 0))
        .hasMessageContaining("expected 1 good and 0 bad events, but: jobs has 0 good");
    assertThatThrownBy(() -> assertThat(jobs).hasExcluded(1)).hasMessageContaining("0 excluded");
    assertThatThrownBy(() -> assertThat(jobs).keepsItsPromise()).hasMessageContaining("jobs has");
    assertThatThrownBy(() -> assertThat(jobs).breaksItsPromise()).hasMessageContaining("jobs has");
    assertThatThrownBy(() -> assertThat(jobs).fires("page")).hasMessageContaining("firing []");
    assertThatThrownBy(() -> assertThat(jobs).isBurntBy("x")).hasMessageContaining("burns: []");
  }

  @Test
  void time_notInWholeSeconds_isRefused() {
    assertThatThrownBy(() -> clock.pass(Duration.ofMillis(1_500)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> clock.pass(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private void get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + port + path);
    CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
