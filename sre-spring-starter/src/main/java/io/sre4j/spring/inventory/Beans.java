package io.sre4j.spring.inventory;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The beans that there are already: asking for one never makes it. */
final class Beans {
  private final ConfigurableListableBeanFactory factory;

  Beans(ConfigurableListableBeanFactory factory) {
    this.factory = factory;
  }

  /** Those of a type, by name; without those that a factory bean makes when it is asked. */
  <T> Map<String, T> of(Class<T> type) {
    Map<String, T> beans = new LinkedHashMap<>();
    for (String name : factory.getBeanNamesForType(type, false, false)) {
      if (factory.containsSingleton(name) && !factory.isFactoryBean(name)) {
        beans.put(name, factory.getBean(name, type));
      }
    }
    return beans;
  }
}
