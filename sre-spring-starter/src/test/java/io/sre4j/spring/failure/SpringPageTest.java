package io.sre4j.spring.failure;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.spring.SreProperties;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page of the documentation, the metadata and the code know the same keys and defaults. */
class SpringPageTest {
  private static final int MOST = 25;
  private static final Pattern ROW =
      Pattern.compile("^\\| `(sre\\.[^`]+)` \\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void keys_all_areFew() {
    assertThat(keys()).hasSizeLessThanOrEqualTo(MOST).doesNotHaveDuplicates();
  }

  @Test
  void page_tableOfKeys_isThatOfTheCode() throws IOException {
    assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(keys());
  }

  @Test
  void metadata_all_hasTheKeysOfTheCodeWithDescriptions() throws IOException {
    List<String> topmost =
        keys().stream().map(key -> key.replaceFirst("\\.<name>.*", "")).distinct().toList();
    assertThat(metadata().keySet())
        .filteredOn(name -> name.startsWith("sre."))
        .containsExactlyInAnyOrderElementsOf(topmost);
    metadata()
        .forEach((name, property) ->
            assertThat(property.path("description").asString()).as(name).isNotBlank());
  }

  @Test
  void page_defaults_areThoseOfTheMetadataAndTheCode() throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    metadata()
        .forEach((name, property) -> {
          if (property.hasNonNull("defaultValue") && name.startsWith("sre.")) {
            defaults.put(name, property.path("defaultValue").asString());
          }
        });
    addDefaults("sre.slos.<name>.", SreProperties.SloProperties.class, defaults);
    addDefaults("sre.delivery.<name>.", SreProperties.ReceiverProperties.class, defaults);
    assertThat(defaults).containsKeys("sre.enabled", "sre.slos.<name>.window");
    documented()
        .forEach((key, shown) -> {
          String known = defaults.get(key);
          assertThat(shown)
              .as(key)
              .satisfies(text -> {
                if (known != null) {
                  assertThat(text).isEqualTo("`" + known + "`");
                } else {
                  assertThat(text).doesNotMatch("`[^`]*`");
                }
              });
        });
  }

  @Test
  void metadata_hints_areOfKeysThatThereAre() throws IOException {
    JsonNode hints = read().path("hints");
    assertThat(hints.size()).isPositive();
    for (JsonNode hint : hints) {
      String name = hint.path("name").asString().replaceFirst("\\.keys$", "");
      assertThat(metadata()).containsKey(name);
    }
  }

  @Test
  void endpoint_unlessSaidOtherwise_isReadOnly() throws IOException {
    assertThat(metadata().get("management.endpoint.sre.access").path("defaultValue").asString())
        .isEqualTo("read_only");
    assertThat(page()).contains("management.endpoint.sre.access: unrestricted");
  }

  static Stream<String> blocks() throws IOException {
    return YAML.matcher(page()).results().map(block -> block.group(1));
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void page_everyConfiguration_starts(String yaml) throws IOException {
    ByteArrayResource resource = new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8));
    try (ConfigurableApplicationContext context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .initializers(unstarted -> addLast(resource, unstarted))
            .run()) {
      assertThat(context.getBean(SreEngine.class)).isNotNull();
    }
  }

  private static void addLast(ByteArrayResource yaml, ConfigurableApplicationContext context) {
    try {
      new YamlPropertySourceLoader()
          .load("page", yaml)
          .forEach(context.getEnvironment().getPropertySources()::addLast);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> keys() {
    return KnownKeys.all().stream().map(key -> key.replace("[<n>]", "")).toList();
  }

  private static Map<String, String> documented() throws IOException {
    Map<String, String> rows = new LinkedHashMap<>();
    ROW.matcher(page())
        .results()
        .forEach(row -> assertThat(rows.put(row.group(1), row.group(3).trim())).isNull());
    return rows;
  }

  private static String page() throws IOException {
    return Files.readString(Path.of("../docs/spring.md"));
  }

  private static void addDefaults(String prefix, Class<?> type, Map<String, String> defaults) {
    for (Parameter parameter : type.getDeclaredConstructors()[0].getParameters()) {
      DefaultValue value = parameter.getAnnotation(DefaultValue.class);
      if (value != null && value.value().length > 0) {
        defaults.put(
            prefix + DataObjectPropertyName.toDashedForm(parameter.getName()), value.value()[0]);
      }
    }
  }

  private static Map<String, JsonNode> metadata() throws IOException {
    Map<String, JsonNode> properties = new LinkedHashMap<>();
    for (JsonNode property : read().path("properties")) {
      properties.put(property.path("name").asString(), property);
    }
    return properties;
  }

  private static JsonNode read() throws IOException {
    Path generated =
        Path.of(
            SreProperties.class.getProtectionDomain().getCodeSource().getLocation().getPath(),
            "META-INF/spring-configuration-metadata.json");
    try (InputStream in = Files.newInputStream(generated)) {
      return new JsonMapper().readTree(in);
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}
}
