package io.sre4j.spring.delivery;

import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.Receiver;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.SreProperties;
import io.sre4j.time.TimeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the delivery of alerts, to whom {@code sre.delivery.*} and beans of type
 * {@link Receiver} name; none of ours where nobody is named, or the application has its own.
 */
@AutoConfiguration(afterName = "io.sre4j.spring.SreAutoConfiguration")
@ConditionalOnBean({SreProperties.class, ConfigurationProblems.class})
public final class SreDeliveryAutoConfiguration {
  private static final int MAX_LABEL = 128;
  private static final int MAX_RECEIVERS = 16;

  SreDeliveryAutoConfiguration() {}

  /* Before ours: what is there is the user's. */
  @Bean
  @ConditionalOnBean(AlertDelivery.class)
  UnusedReceivers sreUnusedReceivers(ListableBeanFactory beans, SreProperties properties) {
    return new UnusedReceivers(
        beans.getBeanNamesForType(AlertDelivery.class, true, false)[0],
        properties.delivery().keySet());
  }

  /* A listener, so made before the engine and closed after it, which tells at its end what it has. */
  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  @Conditional(OnReceivers.class)
  @Nullable AlertDelivery sreAlertDelivery(
      SreProperties properties,
      ConfigurationProblems problems,
      ObjectProvider<Receiver> beans,
      ObjectProvider<TimeSource> time,
      ObjectProvider<OwnMachineOnly> inTests,
      Environment environment) {
    Map<String, Receiver> receivers = new LinkedHashMap<>();
    beans.orderedStream().forEach(receiver -> add(receiver, receivers));
    properties
        .delivery()
        .forEach((name, receiver) ->
            configured(new PropertyReceiver(name, receiver), receivers, problems));
    inTests.ifAvailable(tests -> tests.retain(receivers));
    if (receivers.isEmpty()) {
      return null;
    }
    AlertDelivery.Builder delivery = AlertDelivery.builder();
    receivers.values().forEach(delivery::receiver);
    time.ifAvailable(delivery::timeSource);
    String service = environment.getProperty("spring.application.name", "");
    if (!service.isBlank() && service.length() <= MAX_LABEL) {
      delivery.label("service", service);
    }
    return delivery.build();
  }

  @Bean
  @ConditionalOnClass(SanitizingFunction.class)
  SanitizingFunction sreReceiversAreSecret() {
    return new ReceiversAreSecret();
  }

  private static void configured(
      PropertyReceiver receiver, Map<String, Receiver> receivers, ConfigurationProblems problems) {
    if (problems.concern(receiver.at().text())) {
      return;
    }
    try {
      if (receivers.size() >= MAX_RECEIVERS) {
        throw receiver.at().invalid("one more", "there are at most " + MAX_RECEIVERS);
      }
      add(receiver.receiver(), receivers);
    } catch (InvalidDefinitionException e) {
      problems.report(e);
    }
  }

  private static void add(Receiver receiver, Map<String, Receiver> receivers) {
    if (receivers.putIfAbsent(receiver.name(), receiver) != null) {
      throw new InvalidDefinitionException(
          "sre.delivery." + receiver.name(),
          receiver.name(),
          "is the name of two receivers, by key or bean; name one otherwise, with Receiver.named");
    }
  }
}
