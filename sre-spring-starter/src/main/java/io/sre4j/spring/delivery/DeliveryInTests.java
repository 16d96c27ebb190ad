package io.sre4j.spring.delivery;

import java.util.List;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Sees to it that no test pages anybody. Named in {@code META-INF/spring.factories}, where only
 * Spring's test framework looks for it; an application never loads this class.
 */
final class DeliveryInTests implements ContextCustomizerFactory {

  DeliveryInTests() {}

  @Override
  public ContextCustomizer createContextCustomizer(
      Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
    return new Customizer();
  }

  /** Equal to any other, so that tests go on sharing their contexts. */
  record Customizer() implements ContextCustomizer {

    /* A definition, not a singleton, so that it is there in tests that are processed ahead of time. */
    @Override
    public void customizeContext(
        ConfigurableApplicationContext context, MergedContextConfiguration merged) {
      if (context.getBeanFactory() instanceof BeanDefinitionRegistry beans) {
        beans.registerBeanDefinition(
            "sreOwnMachineOnly", new RootBeanDefinition(OwnMachineOnly.class));
      }
    }
  }
}
