package io.sre4j.spring.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.SreEngine;
import io.sre4j.sli.EventAttributes;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.spring.actuate.EndpointField;
import io.sre4j.spring.page.BrokenPage;
import io.sre4j.spring.web.RunningApplication;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.EndpointsSupplier;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * The page and its JSON fail in turn while somebody looks at them and customers ask a real Tomcat:
 * no request fails, no thread of the server waits in code of ours, and the whole log, the server's
 * own lines included, says it once.
 */
@ExtendWith(OutputCaptureExtension.class)
class PageNeverHarmsTest {
  private static final int ENOUGH = 1_000;
  private static final int LOOKS = 50;
  private static final Pattern COMPLAINT = Pattern.compile(" (WARN|ERROR) ");
  private static final String EXPOSED =
      "--management.endpoints.web.exposure.include=health,sre,sreui";

  @Test
  void data_partThrows_isNullAndHarmsNothing(CapturedOutput output) {
    try (RunningApplication shop = start(BrokenField.class)) {
      load(
          shop,
          look -> {
            assertThat(answer(shop, "/actuator/sre")).contains("\"broken\":null", "\"slos\":[{");
            assertThat(answer(shop, "/actuator/sre/_overview")).contains("\"slos\":[{");
            assertThat(answer(shop, "/actuator/sreui")).contains("data-json");
          });
    }
    assertThat(said(output)).singleElement().asString().contains("cannot say 'broken'");
  }

  /** Half of a surrogate pair, as a text that was cut has at its end, is no UTF-8. */
  @Test
  void data_nameThatNoEncodingHas_isShownAndHarmsNothing(CapturedOutput output) {
    String cut = "x".repeat(199) + "\uD83D\uDCA5";
    try (RunningApplication shop = start(Jobs.class)) {
      load(
          shop,
          look -> {
            SreEngine engine = shop.bean(SreEngine.class);
            engine
                .recorder("jobs")
                .record(Outcome.BAD, 1, new EventAttributes(cut, cut, cut, cut), known -> known);
            engine.tick();
            String seen = "x".repeat(199) + "\uFFFD";
            assertThat(answer(shop, "/actuator/sre")).contains(seen);
            assertThat(answer(shop, "/actuator/sre/jobs")).contains(seen);
          });
    }
    assertThat(said(output)).isEmpty();
  }

  @Test
  void page_filesUnreadable_areNotThereAndHarmNothing(CapturedOutput output) {
    try (RunningApplication shop = start(DamagedJar.class)) {
      load(
          shop,
          look -> {
            assertThat(shop.get("/actuator/sreui").statusCode()).isEqualTo(404);
            assertThat(shop.get("/actuator/sreui/v/main.js").statusCode()).isEqualTo(404);
            assertThat(answer(shop, "/actuator/sreui/v/dom.js")).contains("export");
          });
    }
    assertThat(said(output))
        .singleElement()
        .asString()
        .contains("index.html", "main.js", "broken on purpose")
        .doesNotContain("dom.js");
  }

  @Test
  void page_cannotBeMade_harmsNothing(CapturedOutput output) {
    try (RunningApplication shop = start(NoPaths.class)) {
      load(shop, look -> assertThat(shop.get("/actuator/sreui").statusCode()).isEqualTo(500));
    }
    assertThat(said(output)).singleElement().asString().contains("could not be made");
  }

  /** Somebody looks again and again while customers ask enough. */
  private static void load(RunningApplication shop, Consumer<Integer> looks) {
    try (Customers customers = new Customers(shop)) {
      for (int look = 0; look < LOOKS; look++) {
        looks.accept(look);
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> customers.requests() >= ENOUGH);
      assertThat(customers.wrong()).as("wrong answers").isEmpty();
      assertThat(customers.waiting()).as("waiting in code of ours").isEmpty();
    }
  }

  private static String answer(RunningApplication shop, String path) {
    HttpResponse<String> answer = shop.get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private static List<String> said(CapturedOutput output) {
    return Stream.of(output.toString().split("\\R", -1))
        .filter(line -> COMPLAINT.matcher(line).find())
        .toList();
  }

  private static RunningApplication start(Class<?> application) {
    return new RunningApplication(
        WebApplicationType.SERVLET, application, "--sre.slos.all.target=99%", EXPOSED);
  }

  @Import(Shop.class)
  static class BrokenField {
    @Bean
    EndpointField broken() {
      return new EndpointField() {
        @Override
        public String name() {
          return "broken";
        }

        @Override
        public Map<String, Object> read() {
          throw new IllegalStateException("data broken on purpose");
        }
      };
    }
  }

  @Import(Shop.class)
  static class Jobs {
    @Bean
    Sli.Events jobsSli() {
      return Sli.events("jobs");
    }

    @Bean
    Slo jobsSlo() {
      return Slo.builder("jobs")
          .objective(Objective.availability("jobs", Target.of("99%")))
          .build();
    }
  }

  @Import({Shop.class, BrokenPage.class})
  static class DamagedJar {}

  @Import(Shop.class)
  static class NoPaths {
    @Bean
    PathMappedEndpoints pathMappedEndpoints(Collection<? extends EndpointsSupplier<?>> all) {
      return new PathMappedEndpoints("/actuator", List.copyOf(all)) {
        @Override
        public String getRootPath(EndpointId endpoint) {
          throw new IllegalStateException("paths broken on purpose");
        }
      };
    }
  }
}
