package io.sre4j.spring.failure;

import io.sre4j.spring.SreProperties;
import java.lang.reflect.Constructor;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** The keys there are, read from {@link SreProperties}. */
final class KnownKeys {
  private static final int NEAR = 4;

  private KnownKeys() {}

  /** All keys, with {@code <name>} where a name is chosen and {@code <n>} where one counts. */
  static List<String> all() {
    return elements().stream().map(KnownKeys::text).toList();
  }

  /** The key that was probably meant. */
  static Optional<String> nearest(ConfigurationPropertyName wrong) {
    String written = wrong.toString();
    return elements().stream()
        .map(key -> text(filled(key, wrong)))
        .min(Comparator.comparingInt(key -> distance(key, written)))
        .filter(key -> distance(key, written) <= NEAR);
  }

  private static List<List<String>> elements() {
    List<List<String>> keys = new ArrayList<>();
    add(keys, List.of("sre"), SreProperties.class);
    return keys;
  }

  private static void add(List<List<String>> keys, List<String> owner, Type type) {
    if (type instanceof ParameterizedType generic) {
      boolean map = generic.getRawType() == Map.class;
      Type[] arguments = generic.getActualTypeArguments();
      add(keys, with(owner, map ? "<name>" : "<n>"), arguments[arguments.length - 1]);
    } else if (type instanceof Class<?> record && record.isRecord()) {
      Constructor<?> constructor = record.getDeclaredConstructors()[0];
      Type[] types = constructor.getGenericParameterTypes();
      Parameter[] parameters = constructor.getParameters();
      for (int i = 0; i < parameters.length; i++) {
        add(keys, with(owner, name(parameters[i])), types[i]);
      }
    } else {
      keys.add(owner);
    }
  }

  private static String name(Parameter parameter) {
    Name name = parameter.getAnnotation(Name.class);
    return DataObjectPropertyName.toDashedForm(name == null ? parameter.getName() : name.value());
  }

  private static List<String> with(List<String> owner, String element) {
    List<String> longer = new ArrayList<>(owner);
    longer.add(element);
    return longer;
  }

  private static List<String> filled(List<String> key, ConfigurationPropertyName wrong) {
    List<String> filled = new ArrayList<>(key);
    for (int i = 0; i < Math.min(key.size(), wrong.getNumberOfElements()); i++) {
      if (key.get(i).equals("<name>") || (key.get(i).equals("<n>") && wrong.isNumericIndex(i))) {
        filled.set(i, wrong.getElement(i, Form.ORIGINAL));
      }
    }
    return filled;
  }

  private static String text(List<String> elements) {
    StringBuilder text = new StringBuilder();
    for (String element : elements) {
      boolean index = element.equals("<n>") || element.matches("\\d+");
      text.append(text.isEmpty() || index ? "" : ".").append(index ? "[" + element + "]" : element);
    }
    return text.toString();
  }

  /** Levenshtein: how many letters to insert, remove or replace. */
  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int replaced = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
