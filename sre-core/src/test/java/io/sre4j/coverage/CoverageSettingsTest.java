package io.sre4j.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.InvalidDefinitionException;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoverageSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "/internal/**, GET /internal/a/b, true",
    "/internal/**, GET /internal, true",
    "/internal/**, GET /internals, false",
    "/internal/*, GET /internal/a, true",
    "/internal/*, GET /internal/a/b, false",
    "GET /a, GET /a, true",
    "GET /a, POST /a, false",
    "/a, POST /a, true",
    "/**/x, GET /a/b/x, true",
    "/users/{id}, GET /users/{id}, true",
    "/a.b, GET /axb, false",
    "*, http, true",
    "http*, http-orders, true",
    "/x, GET /actuator/health, true",
    "/x, GET /actuatorial, false",
    "/x, GET /**, true",
    "/x, HEAD /health/deep, true",
    "/x, GET /healthy, false",
    "/x, GET /, false"
  })
  void leavesOut_pattern_matchesAsSaid(String pattern, String route, boolean expected) {
    CoverageSettings settings = CoverageSettings.builder().leaveOut(pattern).build();
    assertThat(settings.leavesOut(route)).isEqualTo(expected);
  }

  @Test
  void allows_otherRule_doesNot() {
    CoverageSettings settings = CoverageSettings.builder().allow("SRE-001", "GET /a").build();
    assertThat(settings.allows("SRE-001", "GET /a")).isTrue();
    assertThat(settings.allows("SRE-002", "GET /a")).isFalse();
  }

  @Test
  void build_wrongSettings_areRefusedByName() {
    refused(CoverageSettings.builder().warmUp(Duration.ofSeconds(-1)), "coverage.warm-up");
    refused(CoverageSettings.builder().warmUp(Duration.ofMinutes(61)), "coverage.warm-up");
    refused(CoverageSettings.builder().leaveOut(" "), "coverage.leave-out");
    refused(CoverageSettings.builder().leaveOut("x".repeat(201)), "coverage.leave-out");
    String[] many = Collections.nCopies(1_001, "/a").toArray(String[]::new);
    refused(CoverageSettings.builder().leaveOut(many), "coverage.leave-out = 1001 patterns");
    refused(CoverageSettings.builder().allow("SRE-017", "x"), "coverage.allowed = SRE-017");
    refused(CoverageSettings.builder().allow("SRE-001", ""), "coverage.allowed.SRE-001");
  }

  private static void refused(CoverageSettings.Builder builder, String message) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageStartingWith(message);
  }
}
