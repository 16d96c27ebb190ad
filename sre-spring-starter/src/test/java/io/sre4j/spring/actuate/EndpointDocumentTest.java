package io.sre4j.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.delivery.DeliveryStatus;
import io.sre4j.dependency.Dependencies;
import io.sre4j.fleet.FleetWindow;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.ConfigurationProblems.Problem;
import io.sre4j.spring.operation.Unobserved;
import io.sre4j.spring.page.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/spring-json.md against the real JSON: each field, its type, and whether it may be null. */
class EndpointDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/spring-json.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([^`]+)` \\| ([a-z ]+) \\| [^|]+ \\|$", Pattern.MULTILINE);
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

  @TempDir private static Path store;
  private static ConfigurableApplicationContext context;

  /** For each path the types that were seen; "null" is one. */
  private final Map<String, Set<String>> seen = new TreeMap<>();

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(Shop.class, Jobs.class)
            .properties(
                "server.port=0",
                "spring.main.web-application-type=servlet",
                "sre.coverage.enabled=false",
                "sre.store.directory=" + store,
                "sre.openslo.location=classpath:slo/shop.yaml",
                "management.endpoints.web.exposure.include=sre")
            .run();
    SreEngine engine = context.getBean(SreEngine.class);
    new Shop.Past(engine, context.getBean(Shop.class)).hours(3);
    Shop.calls(context.getBean(Dependencies.class));
    context.getBean(Coverage.class).score().of("RES-005").inspected();
    context.getBean(Coverage.class).score().of("SPA-001").failed("GET /search");
    Shop.traces(context.getBean(Coverage.class));
    context.getBean(Unobserved.class).add("client.*", "a remedy");
    context.getBean(ConfigurationProblems.class).leftOut(new Problem("a.key", "a", "a remedy"));
    SreEndpoint endpoint = context.getBean(SreEndpoint.class);
    endpoint.exclude("1m", null, null, SecurityContext.NONE);
    endpoint.end(true, SecurityContext.NONE);
  }

  /** A method that is scheduled, and never runs while this does. */
  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Jobs {
    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.DAYS)
    void cleanup() {}
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  private static JsonNode json(Object value) {
    return JsonMapper.shared().valueToTree(value);
  }

  private void see(String path, JsonNode node) {
    seen.computeIfAbsent(path, p -> new TreeSet<>()).add(type(node));
    node.forEachEntry((name, value) -> {
      String place = placeholder(path).orElse(name);
      see(path.isEmpty() ? place : path + "." + place, value);
    });
    if (node.isArray()) {
      node.forEach(element -> see(path + "[]", element));
    }
  }

  /** What stands for the names that somebody chose, if there are such. */
  private static Optional<String> placeholder(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "burnRates", "latency" -> Optional.of("<window>");
      case "labels" -> Optional.of("<name>");
      case "tasks", "unobserved" -> Optional.of("<sli>");
      default -> Optional.empty();
    };
  }

  private static String type(JsonNode node) {
    return node.isNumber() ? "number" : node.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  private void seeAll() {
    SreEndpoint endpoint = context.getBean(SreEndpoint.class);
    see("", json(endpoint.report()));
    FleetWindow fleet = new FleetWindow("s", Duration.ofDays(30), NOW, 1, 1, 1);
    see("fleet[]", json(FleetJson.of(fleet)));
    see("fleet[]", json(FleetJson.of(new FleetWindow("s", Duration.ofDays(30), NOW, 0, 0, 0))));
    for (boolean failed : new boolean[] {true, false}) {
      see("delivery[]", json(DeliveryJson.of(delivery(failed))));
    }
    JsonNode one = json(endpoint.slo("checkout-availability"));
    see("slos[].burnDown", one.get("burnDown"));
  }

  private static DeliveryStatus delivery(boolean failed) {
    return new DeliveryStatus(
        "r",
        1,
        1,
        1,
        1,
        1,
        failed ? Optional.of(new DeliveryStatus.Failure(NOW, "refused")) : Optional.empty(),
        failed ? Optional.of(NOW) : Optional.empty());
  }

  private static Map<String, String> documented() throws Exception {
    Map<String, String> rows = new TreeMap<>();
    Matcher row = ROW.matcher(Files.readString(DOCUMENT));
    while (row.find()) {
      assertThat(rows.put(row.group(1), row.group(2))).as(row.group(1)).isNull();
    }
    return rows;
  }

  @Test
  void document_fields_areThoseOfTheJson() throws Exception {
    seeAll();
    Set<String> fields = new TreeSet<>();
    seen.keySet().stream()
        .filter(path -> !path.isEmpty() && !path.endsWith("]"))
        .forEach(fields::add);
    assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(fields);
  }

  @Test
  void document_types_areThoseOfTheJson() throws Exception {
    seeAll();
    documented()
        .forEach((path, words) -> {
          Set<String> types = new TreeSet<>(seen.getOrDefault(path, Set.of()));
          boolean mayBeNull = words.endsWith(" or null");
          if (types.remove("null")) {
            assertThat(mayBeNull).as(path + " was null").isTrue();
          }
          String type =
              mayBeNull ? words.substring(0, words.length() - " or null".length()) : words;
          assertThat(types).as(path).isSubsetOf(type);
        });
  }

  @Test
  void parts_each_haveWhatTheWholeHas() {
    SreEndpoint endpoint = context.getBean(SreEndpoint.class);
    JsonNode whole = json(endpoint.report());
    JsonNode overview = json(endpoint.slo("_overview"));
    for (int i = 0; i < whole.get("slos").size(); i++) {
      JsonNode brief = overview.get("slos").get(i);
      JsonNode full = whole.get("slos").get(i);
      brief.forEachEntry((name, value) -> {
        if (!name.equals("alerts")) {
          assertThat(value).as(name).isEqualTo(full.get(name));
        }
      });
      assertThat(brief.propertyNames())
          .doesNotContain("whatBurns", "lastBadEvents", "detectability");
      assertThat(brief.get("alerts").size()).isEqualTo(full.get("alerts").size());
    }
    assertThat(overview.get("findings").asInt()).isEqualTo(whole.get("findings").size());
    JsonNode coverage = json(endpoint.slo("_coverage"));
    for (String field : List.of("coverage", "findings", "score")) {
      assertThat(coverage.get(field)).as(field).isEqualTo(whole.get(field));
    }
    assertThat(json(endpoint.slo("_dependencies")).get("dependencies"))
        .isEqualTo(whole.get("dependencies"));
    assertThat(json(endpoint.slo("checkout-week")).propertyNames()).contains("burnDown");
    assertThat(endpoint.slo("_nobody")).isNull();
  }

  @Test
  void overview_isLight() {
    SreEndpoint endpoint = context.getBean(SreEndpoint.class);
    int brief = json(endpoint.slo("_overview")).get("slos").toString().length();
    int full = json(endpoint.report()).get("slos").toString().length();
    assertThat(brief).isLessThan(full / 4);
  }
}
