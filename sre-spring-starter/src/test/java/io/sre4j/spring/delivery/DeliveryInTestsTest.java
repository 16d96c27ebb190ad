package io.sre4j.spring.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.DeliveryStatus;
import io.sre4j.delivery.Receiver;
import io.sre4j.spring.web.RunningApplication;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;

/** What the main configuration delivers to is told by the application, and by none of its tests. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
    classes = DeliveryInTestsTest.Application.class,
    properties = {
      DeliveryInTestsTest.SLACK,
      DeliveryInTestsTest.PAGER,
      DeliveryInTestsTest.STUB,
      "spring.autoconfigure.exclude=" + RunningApplication.OTEL + "," + RunningApplication.BRAVE
    },
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class DeliveryInTestsTest {
  static final String SLACK = "sre.delivery.slack.url=https://hooks.slack.invalid/services/T/B/x";
  static final String PAGER = "sre.delivery.pagerduty.secret=0123456789";
  static final String STUB = "sre.delivery.webhook.url=http://localhost:1/";

  @Autowired private AlertDelivery delivery;

  @Test
  void springBootTest_ofAUser_tellsOnlyWhatIsOnThisMachine(CapturedOutput output) {
    assertThat(receivers(delivery)).containsExactly("webhook");
    assertThat(output).contains("not [duty, slack, pagerduty]");
  }

  @Test
  void application_itself_tellsAll() {
    String[] keys =
        Arrays.stream(new String[] {SLACK, PAGER, STUB}).map("--"::concat).toArray(String[]::new);
    try (RunningApplication application =
        new RunningApplication(WebApplicationType.SERVLET, Application.class, keys)) {
      assertThat(receivers(application.bean(AlertDelivery.class)))
          .containsExactlyInAnyOrder("duty", "slack", "pagerduty", "webhook");
    }
  }

  private static List<String> receivers(AlertDelivery delivery) {
    return delivery.status().stream().map(DeliveryStatus::receiver).toList();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Receiver duty() {
      return Receiver.webhook(URI.create("https://duty.invalid/")).named("duty");
    }
  }
}
