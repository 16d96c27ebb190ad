package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromisesTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: orders, annotations: {sre4j.io/sli: orders%s}}
      spec:
        service: shop
        budgetingMethod: Occurrences
        timeWindow: [{duration: 30d, isRolling: true}]
        indicatorRef: any
        objectives: [{target: 0.99}]
      """;

  @TempDir private Path directory;

  private Promises read(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("slos.yaml"), text);
    return Promises.of(Optional.of(file.toString()));
  }

  @Test
  void of_noFile_promisesThatRequestsAreGood() {
    Promises promises = Promises.of(Optional.empty());
    assertThat(promises.slos()).extracting(Slo::name).containsExactly("http-availability");
    assertThat(promises.counts("http", "GET", "/orders/{id}")).isTrue();
    assertThat(promises.counts("http", "GET", "UNMATCHED")).isTrue();
    assertThat(promises.counts("http", "GET", "/actuator/health/{*path}")).isFalse();
    assertThat(promises.counts("http", "GET", "/error")).isFalse();
  }

  @Test
  void of_routes_areThoseThatTheSliCounts() throws IOException {
    Promises promises = read(SLO.formatted(", sre4j.io/routes: 'POST /orders, /carts/**'"));
    assertThat(promises.slos()).extracting(Slo::name).containsExactly("orders");
    assertThat(promises.slis()).extracting(Sli.Events::name).containsExactly("orders", "http");
    assertThat(promises.counts("orders", "POST", "/orders")).isTrue();
    assertThat(promises.counts("orders", "GET", "/orders")).isFalse();
    assertThat(promises.counts("orders", "GET", "/carts/{id}")).isTrue();
    assertThat(promises.counts("http", "GET", "/orders")).isTrue();
  }

  @Test
  void of_anSliWithoutRoutes_countsNothing() throws IOException {
    assertThat(read(SLO.formatted("")).counts("orders", "GET", "/orders")).isFalse();
  }

  @Test
  void of_aWrongFile_promisesNothingAndCountsRequestsStill() throws IOException {
    for (Promises promises :
        new Promises[] {
          read("kind: SLO"), read("{"), Promises.of(Optional.of("/nowhere")), read("a\u0000b")
        }) {
      assertThat(promises.slos()).isEmpty();
      assertThat(promises.counts("http", "GET", "/orders")).isTrue();
    }
    assertThat(Promises.of(Optional.of("a\u0000b")).slos()).isEmpty();
  }
}
