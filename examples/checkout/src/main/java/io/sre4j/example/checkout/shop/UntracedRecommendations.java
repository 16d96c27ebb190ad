package io.sre4j.example.checkout.shop;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationPredicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * A mistake to look for, in the profile {@code untraced}: recommendations were too noisy for
 * somebody, who switched off their observation. Now they are in no metric, no SLI and no trace.
 */
@Configuration(proxyBeanMethods = false)
@Profile("untraced")
class UntracedRecommendations {

  @Bean
  ObservationPredicate exceptRecommendations() {
    return (name, context) -> !isRecommendations(context);
  }

  private static boolean isRecommendations(Observation.Context context) {
    return context instanceof ServerRequestObservationContext request
        && request.getCarrier() != null
        && request.getCarrier().getRequestURI().equals("/recommendations");
  }
}
