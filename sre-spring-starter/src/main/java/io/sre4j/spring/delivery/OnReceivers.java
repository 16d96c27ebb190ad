package io.sre4j.spring.delivery;

import io.sre4j.delivery.Receiver;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Somebody is to be told of alerts, by key or bean. Ahead of time the answer is yes: who it is may
 * be known where the application runs only, and what is decided here is not asked again there.
 */
final class OnReceivers extends SpringBootCondition implements ConfigurationCondition {
  private static final ConditionMessage.Builder MESSAGE =
      ConditionMessage.forCondition("receivers of alerts");

  OnReceivers() {}

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(
      ConditionContext context, AnnotatedTypeMetadata annotated) {
    if (Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
      return ConditionOutcome.match(MESSAGE.because("they may be named where it runs"));
    }
    return isNamedByKey(context) || isBean(context.getBeanFactory())
        ? ConditionOutcome.match(MESSAGE.because("somebody is named"))
        : ConditionOutcome.noMatch(MESSAGE.because("nobody is named"));
  }

  private static boolean isNamedByKey(ConditionContext context) {
    return Binder.get(context.getEnvironment())
        .bind("sre.delivery", Bindable.mapOf(String.class, Object.class))
        .map(Map::isEmpty)
        .map(Boolean.FALSE::equals)
        .orElse(false);
  }

  private static boolean isBean(@Nullable ConfigurableListableBeanFactory beans) {
    return beans != null && beans.getBeanNamesForType(Receiver.class, true, false).length > 0;
  }
}
