package io.sre4j.spring.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.web.RunningApplication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.core.env.Environment;

/** The page over real HTTP: where it is, what it is sent with, and what it never gives away. */
@Tag("long")
class SrePageTest {
  private static final String EXPOSED =
      "--management.endpoints.web.exposure.include=health,sre,sreui";
  private static final Pattern LINKED = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");
  private static final Pattern IMPORTED = Pattern.compile("from \"\\./([a-z]+\\.js)\"");
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  private static RunningApplication start(WebApplicationType type, String... arguments) {
    List<String> all = new ArrayList<>(List.of(EXPOSED));
    all.addAll(List.of(arguments));
    return new RunningApplication(type, Application.class, all.toArray(String[]::new));
  }

  private static HttpResponse<String> get(URI uri) throws Exception {
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Follows every link of the page, and every import of its scripts. */
  private static void assertWhole(URI page) throws Exception {
    HttpResponse<String> index = get(page);
    assertThat(index.statusCode()).as(page.toString()).isEqualTo(200);
    assertHeaders(index, "text/html", "no-cache");
    assertThat(index.body()).doesNotContain("{{");
    List<URI> files = new ArrayList<>();
    Matcher link = LINKED.matcher(index.body());
    while (link.find()) {
      files.add(page.resolve(link.group(1)));
    }
    assertThat(files).hasSizeGreaterThan(4);
    for (int i = 0; i < files.size(); i++) {
      HttpResponse<String> file = get(files.get(i));
      assertThat(file.statusCode()).as(files.get(i).toString()).isEqualTo(200);
      assertHeaders(file, typeOf(files.get(i)), "private, max-age=31536000, immutable");
      Matcher imported = IMPORTED.matcher(file.body());
      while (files.get(i).getPath().endsWith(".js") && imported.find()) {
        URI next = files.get(i).resolve(imported.group(1));
        if (!files.contains(next)) {
          files.add(next);
        }
      }
    }
    assertThat(files).hasSizeGreaterThan(12);
    Matcher json = Pattern.compile("data-json=\"([^\"]+)\"").matcher(index.body());
    assertThat(json.find()).isTrue();
    HttpResponse<String> data = get(page.resolve(json.group(1) + "/_overview"));
    assertThat(data.statusCode()).isEqualTo(200);
    assertThat(data.body()).contains("http-availability");
  }

  private static String typeOf(URI file) {
    String path = file.getPath();
    return path.endsWith(".js")
        ? "text/javascript"
        : path.endsWith(".css") ? "text/css" : "image/svg+xml";
  }

  private static void assertHeaders(HttpResponse<?> response, String type, String caching) {
    assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(response.headers().allValues("Content-Security-Policy"))
        .containsExactly(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src"
                + " 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
    assertThat(response.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
    assertThat(response.headers().allValues("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(response.headers().allValues("Cache-Control")).containsExactly(caching);
  }

  private static URI at(int port, String path) {
    return URI.create("http://localhost:" + port + path);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void page_anyKindOfServer_isWholeAndStrict(WebApplicationType type) throws Exception {
    try (RunningApplication application = start(type)) {
      assertWhole(at(application.port(), "/actuator/sreui"));
      assertNothingElse(application.port());
      assertThat(get(at(application.port(), "/actuator/sre")).headers().map())
          .doesNotContainKey("Content-Security-Policy");
    }
  }

  private static void assertNothingElse(int port) throws Exception {
    for (String path :
        List.of(
            "/v0/other.js",
            "/v0/../../application.yml",
            "/v0/..%2F..%2Fspring.factories",
            "/v0/%2e%2e/%2e%2e/spring.factories",
            "/v0/index.html",
            "/v0/lib",
            "/META-INF/spring.factories",
            "/v0//etc/passwd")) {
      HttpResponse<String> answer = get(at(port, "/actuator/sreui" + path));
      assertThat(answer.statusCode()).as(path).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
  void page_ofAManagementPortAndRenamed_isWhole(WebApplicationType type) throws Exception {
    try (RunningApplication application =
        start(
            type,
            "--management.server.port=0",
            // Both servers for WebFlux are on the class path of the tests.
            "--spring.main.allow-bean-definition-overriding=true",
            "--management.endpoints.web.base-path=/manage",
            "--management.endpoints.web.path-mapping.sreui=budgets/page",
            "--management.endpoints.web.path-mapping.sre=budgets/data")) {
      String port =
          application.bean(Environment.class).getRequiredProperty("local.management.port");
      assertWhole(at(Integer.parseInt(port), "/manage/budgets/page"));
      assertThat(get(at(application.port(), "/manage/budgets/page")).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SERVLET, --server.servlet.context-path=/app, /app/actuator/sreui",
    "SERVLET, --spring.mvc.servlet.path=/app, /app/actuator/sreui",
    "REACTIVE, --spring.webflux.base-path=/app, /app/actuator/sreui",
    "SERVLET, --management.endpoints.web.base-path=/, /sreui"
  })
  void page_belowAnotherPath_isWhole(WebApplicationType type, String argument, String path)
      throws Exception {
    // At the root the links of the actuator would be the first page of the application.
    try (RunningApplication application =
        start(type, argument, "--management.endpoints.web.discovery.enabled=false")) {
      assertWhole(at(application.port(), path));
    }
  }

  @Test
  void page_withASlashAtItsEnd_isWholeToo() throws Exception {
    try (RunningApplication application = start(WebApplicationType.SERVLET)) {
      assertWhole(at(application.port(), "/actuator/sreui/"));
    }
  }

  @Test
  void page_notExposed_isNotThereAndNoHeaderIsSet() throws Exception {
    try (RunningApplication application =
        new RunningApplication(WebApplicationType.REACTIVE, Application.class)) {
      HttpResponse<String> answer = get(at(application.port(), "/actuator/sreui"));
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().map()).doesNotContainKey("Content-Security-Policy");
    }
  }

  @Test
  void page_dataNotExposed_doesNotKnowThem() throws Exception {
    try (RunningApplication application =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Application.class,
            "--management.endpoints.web.exposure.include=sreui")) {
      assertThat(get(at(application.port(), "/actuator/sreui")).body()).contains("data-json=\"\"");
    }
  }

  @Test
  void page_namesWithMarkup_areEscaped() throws Exception {
    try (RunningApplication application =
        start(
            WebApplicationType.SERVLET,
            "--spring.application.name=<script>alert(\"1\")</script>",
            "--sre.page.trace-url=https://t.example/{traceId}?a=\"&b='")) {
      assertThat(get(at(application.port(), "/actuator/sreui")).body())
          .contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;")
          .contains("data-trace=\"https://t.example/{traceId}?a=&quot;&amp;b=&#39;\"")
          .doesNotContain("<script>alert");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert({traceId})",
        "https://t.example/",
        "t.example/{traceId}",
        "//t/"
      })
  void traceUrl_thatLeadsNowhere_saysWhatWouldBeRight(String address) {
    assertThatThrownBy(() -> PageSettings.of("shop", address))
        .isInstanceOf(InvalidDefinitionException.class)
        .hasMessageContaining("sre.page.trace-url")
        .hasMessageContaining("{traceId}");
  }
}
