package io.sre4j.example.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.example.checkout.ReadmeSnippets.Cart;
import io.sre4j.example.checkout.ReadmeSnippets.Receipt;
import io.sre4j.example.checkout.terminal.ActuatorReading;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The README says nothing that does not work. */
class ReadmeTest {
  private static final Path SNIPPETS =
      Path.of("src/test/java/io/sre4j/example/checkout/ReadmeSnippets.java");

  @Test
  void plainJava_asInReadme_countsTheCall() throws Exception {
    assertThat(unindented(read(SNIPPETS))).contains(unindented(block("java", 0)));

    ReadmeSnippets.plainJava(
        cart -> new Receipt(cart.total()),
        new Cart(12),
        (engine, receipt) -> {
          assertThat(receipt).isEqualTo(new Receipt(12));
          awaitGood(engine);
        });
  }

  @Test
  void springBoot_asInReadme_countsTheRequestAndShowsIt() throws Exception {
    assertThat(read(Path.of("src/test/resources/readme.yml"))).isEqualTo(block("yaml", 0));

    try (ConfigurableApplicationContext service =
        new SpringApplicationBuilder(ReadmeSnippets.Service.class)
            .bannerMode(Banner.Mode.OFF)
            .properties("spring.config.location=classpath:readme.yml", "server.port=0")
            .properties("logging.level.root=warn")
            .run()) {
      URI shop = CheckoutApplication.uri(service);
      HttpRequest checkout =
          HttpRequest.newBuilder(shop.resolve("/checkout")).POST(BodyPublishers.noBody()).build();
      assertThat(HttpClient.newHttpClient().send(checkout, BodyHandlers.ofString()).body())
          .isEqualTo("paid");
      URI endpoint = shop.resolve("/actuator/sre");
      Until.holds(
          "the endpoint shows the request",
          () ->
              new ActuatorReading.Counts(1, 0)
                  .equals(ActuatorReading.of(endpoint).slos().get("checkout-availability")));
    }
  }

  @Test
  void dependencies_asInReadme_areThoseOfThisBuild() throws IOException {
    String pom = unindented(read(Path.of("pom.xml")));

    assertThat(block("xml", 0)).contains("<version>" + version(pom) + "</version>");
    assertThat(pom).contains(coordinates(block("xml", 0)));
    assertThat(unindented(read(Path.of("../../sre-core/pom.xml"))))
        .contains("<artifactId>sre4j-core</artifactId>");
    assertThat(block("xml", 1)).contains("<artifactId>sre4j-core</artifactId>");
  }

  @Test
  void rootReadme_codeAndCommands_areTheSame() throws IOException {
    String root = read(Path.of("../../README.md"));
    assertThat(root)
        .contains(block("java", 0))
        .contains(block("yaml", 0))
        .contains(block("xml", 0));
    String command = block("sh", 0).replaceFirst(" +#.*", "").strip();
    assertThat(root).contains("```sh\n" + command + "\n```");
    assertThat(root).contains("```sh\nmvn -B -ntp verify\n```");
    assertThat(read(Path.of("../../.ci/run"))).contains("(mvn -B -ntp verify)");
  }

  /** Whether the page still looks so is for {@link CheckoutApplicationTest}, in a browser. */
  @Test
  void picture_inReadmes_isTheOneThatTheBuildTook() throws IOException {
    assertThat(read(Path.of("../../README.md"))).contains("](docs/images/page.png)");
    assertThat(read(Path.of("README.md"))).contains("](../../docs/images/page.png)");
    assertThat(read(Path.of("../../CONTRIBUTING.md")))
        .contains("```sh\n" + PagePicture.COMMAND + "\n```");
    assertThat(PagePicture.hash()).isEqualTo(PagePicture.hashThen());
    assertThat(ImageIO.read(PagePicture.FILE.toFile()).getWidth()).isEqualTo(ShopPage.WIDTH);
    assertThat(Files.size(PagePicture.FILE)).isLessThan(200_000);
  }

  private static void awaitGood(SreEngine engine) {
    try {
      Until.holds(
          "the engine counts the call",
          () -> engine.status("checkout-availability").events().good() == 1);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static String version(String pom) {
    MatchResult version =
        Pattern.compile("<version>(.*)</version>").matcher(pom).results().findFirst().orElseThrow();
    return version.group(1);
  }

  private static String coordinates(String dependency) {
    return unindented(dependency)
        .lines()
        .filter(line -> line.startsWith("<groupId>") || line.startsWith("<artifactId>"))
        .collect(Collectors.joining("\n"));
  }

  private static String block(String language, int index) throws IOException {
    List<String> blocks =
        Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
            .matcher(read(Path.of("README.md")))
            .results()
            .map(result -> result.group(1))
            .toList();
    return blocks.get(index);
  }

  private static String unindented(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file);
  }
}
