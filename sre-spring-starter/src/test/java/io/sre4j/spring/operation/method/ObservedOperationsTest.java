package io.sre4j.spring.operation.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.observation.annotation.Observed;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Micrometer's own aspect, as Spring Boot makes it. */
class ObservedOperationsTest {

  @Test
  void calls_ofObservedMethods_areCountedAsTheyEnded() {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.NONE,
            Application.class,
            "--management.observations.annotations.enabled=true")) {
      Shop shop = application.bean(Shop.class);
      for (int i = 0; i < 5; i++) {
        shop.sell();
      }
      assertThatThrownBy(shop::refuse).isInstanceOf(IllegalStateException.class);
      CompletableFuture<String> answer = new CompletableFuture<>();
      shop.later(answer);
      assertThat(application.counts("observed.shop.sell")).isEqualTo(new Counts(5, 1, 0));
      answer.completeExceptionally(new IllegalStateException("late"));
      assertThat(application.counts("observed.shop.sell")).isEqualTo(new Counts(5, 2, 0));
    }
  }

  static class Shop {
    @Observed(name = "shop.sell")
    void sell() {}

    @Observed(name = "shop.sell")
    void refuse() {
      throw new IllegalStateException("sold out");
    }

    @Observed(name = "shop.sell")
    CompletionStage<String> later(CompletableFuture<String> answer) {
      return answer;
    }
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Shop shop() {
      return new Shop();
    }
  }
}
