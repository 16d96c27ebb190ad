package io.sre4j.spring.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class CoverageOffTest {
  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void field_noTracer_saysWhatToAdd() {
    assertThat(new CoverageOff(environment).read())
        .containsEntry("why", "there is no tracer: none of the requests is traced")
        .containsEntry("remedy", "add the dependency spring-boot-starter-opentelemetry");
  }

  @Test
  void field_switchedOff_namesTheKey() {
    environment.setProperty("sre.coverage.enabled", "false");
    assertThat(new CoverageOff(environment).read())
        .containsEntry("why", "sre.coverage.enabled=false");
  }

  @Test
  void field_nothingIsExported_namesTheKey() {
    environment.setProperty("management.tracing.export.enabled", "false");
    assertThat(new CoverageOff(environment).read())
        .containsEntry("why", "management.tracing.export.enabled=false");
  }
}
