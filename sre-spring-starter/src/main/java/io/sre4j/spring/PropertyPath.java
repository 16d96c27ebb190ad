package io.sre4j.spring;

import io.sre4j.slo.InvalidDefinitionException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Where a value stands in the configuration.
 *
 * @param text the key, as Boot writes it: {@code sre.slos.checkout.target}
 */
public record PropertyPath(String text) {
  private static final Pattern PLAIN = Pattern.compile("[a-z0-9][a-z0-9-]*");

  static PropertyPath slo(String name) {
    return new PropertyPath("sre.slos").entry(name);
  }

  /** A key below this one. */
  public PropertyPath key(String key) {
    return new PropertyPath(text + "." + key);
  }

  /** An element of the list that stands here. */
  public PropertyPath index(int index) {
    return new PropertyPath(text + "[" + index + "]");
  }

  /** The error of what stands here. */
  public InvalidDefinitionException invalid(@Nullable Object value, String remedy) {
    return new InvalidDefinitionException(text, value == null ? "(not set)" : value, remedy);
  }

  /** The same error, about the value that stands here. */
  public InvalidDefinitionException invalid(Object value, InvalidDefinitionException error) {
    InvalidDefinitionException here = invalid(value, error.remedy());
    here.initCause(error);
    return here;
  }

  /** Parses a value that must be there. */
  <T> T required(@Nullable String value, String example, Function<String, T> parse) {
    if (value == null || value.isBlank()) {
      throw invalid(value == null ? null : "(empty)", "is required; write it as " + example);
    }
    return read(value, parse);
  }

  /** Parses a value, and says where it stands if it is wrong. */
  <T> T read(String value, Function<String, T> parse) {
    try {
      return parse.apply(value);
    } catch (InvalidDefinitionException e) {
      throw invalid(value, e);
    }
  }

  /** The name that Boot gives to this key. */
  ConfigurationPropertyName name() {
    return ConfigurationPropertyName.isValid(text)
        ? ConfigurationPropertyName.of(text)
        : ConfigurationPropertyName.adapt(text, '.');
  }

  /** An entry of the map that stands here. */
  public PropertyPath entry(String name) {
    return PLAIN.matcher(name).matches() ? key(name) : new PropertyPath(text + "[" + name + "]");
  }
}
