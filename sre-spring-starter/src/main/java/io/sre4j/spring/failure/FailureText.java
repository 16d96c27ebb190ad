package io.sre4j.spring.failure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** A wrong value as Boot shows one: key, value, where it stands, why it is wrong. */
final class FailureText {
  private final StringBuilder text;

  FailureText(String title) {
    text = new StringBuilder(title).append(System.lineSeparator());
  }

  FailureText line(String label, @Nullable Object value) {
    if (value != null) {
      text.append(System.lineSeparator()).append("    ").append(label).append(": ").append(value);
    }
    return this;
  }

  FailureText gap() {
    text.append(System.lineSeparator());
    return this;
  }

  /** Where the value of a key, or of the list it is in, stands; null if that is not known. */
  static @Nullable Origin origin(Environment environment, String key) {
    ConfigurationPropertyName name =
        ConfigurationPropertyName.isValid(key)
            ? ConfigurationPropertyName.of(key)
            : ConfigurationPropertyName.adapt(key, '.');
    ConfigurationProperty property = property(environment, name);
    if (property == null && name.isLastElementIndexed()) {
      property = property(environment, name.getParent());
    }
    return property == null ? null : property.getOrigin();
  }

  /** What is configured, read or not. */
  static @Nullable ConfigurationProperty property(
      Environment environment, ConfigurationPropertyName name) {
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      ConfigurationProperty property = source.getConfigurationProperty(name);
      if (property != null) {
        return property;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
