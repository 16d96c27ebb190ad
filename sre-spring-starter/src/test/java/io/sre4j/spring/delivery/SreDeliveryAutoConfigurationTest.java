package io.sre4j.spring.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertState;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.DeliveryStatus;
import io.sre4j.delivery.Receiver;
import io.sre4j.sli.Outcome;
import io.sre4j.slo.Sli;
import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.SreEngineCustomizer;
import io.sre4j.spring.SreProperties;
import io.sre4j.spring.actuate.SreEndpoint;
import io.sre4j.spring.actuate.SreEndpointAutoConfiguration;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;

@ExtendWith(OutputCaptureExtension.class)
class SreDeliveryAutoConfigurationTest {
  private static final String SECRET = "s3cr3t-of-the-receiver";

  private final AtomicLong seconds = new AtomicLong(1_000_000);
  private final Map<String, String> received = new ConcurrentHashMap<>();
  private final WebApplicationContextRunner runner =
      new WebApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SreAutoConfiguration.class,
                  SreDeliveryAutoConfiguration.class,
                  SreEndpointAutoConfiguration.class))
          .withPropertyValues(
              "management.endpoints.web.exposure.include=sre",
              "spring.application.name=shop",
              "sre.slos.orders.sli=orders",
              "sre.slos.orders.target=99%")
          .withBean(Sli.Events.class, () -> Sli.events("orders"))
          .withBean(
              TimeSource.class,
              () ->
                  () ->
                      new Tick(
                          seconds.get() * 1_000_000_000L, Instant.ofEpochSecond(seconds.get())))
          .withBean("manual", SreEngineCustomizer.class, () -> SreEngine.Builder::manualTicks);
  private final List<String> logged = new CopyOnWriteArrayList<>();
  private final Logger log = Logger.getLogger("io.sre4j.delivery");
  private final Handler handler = new Lines(logged);
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String signed = exchange.getRequestHeaders().getFirst("X-Sre4j-Signature");
          received.put(exchange.getRequestURI().getPath(), body + signed);
          byte[] answer = (SECRET + " is what you sent").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    log.addHandler(handler);
  }

  @AfterEach
  void stop() {
    log.removeHandler(handler);
    server.stop(0);
  }

  @Test
  void delivery_unlessSomebodyIsNamed_isNone() {
    runner.run(context -> {
      assertThat(context).doesNotHaveBean(AlertDelivery.class);
      assertThat(context).doesNotHaveBean(AlertListener.class);
    });
  }

  @Test
  void delivery_everyType_isToldOfAnAlert() {
    everyType()
        .run(context -> {
          burn(context);
          await()
              .untilAsserted(() ->
                  assertThat(received.keySet())
                      .containsExactlyInAnyOrder(
                          "/am/api/v2/alerts", "/pd", "/slack/" + SECRET, "/hook", "/bean"));
          assertThat(received.get("/am/api/v2/alerts")).contains("\"service\":\"shop\"");
          assertThat(received.get("/pd")).contains(SECRET).contains("service=shop");
          assertThat(received.get("/hook")).contains("sha256=").doesNotContain(SECRET);
          assertThat(names(context)).containsExactly("bean", "alertmanager", "eu", "slack", "tool");
        });
  }

  @Test
  void delivery_contextIsClosed_endsItsThreads() {
    Set<Thread> before = deliverers();
    everyType()
        .run(context -> {
          Set<Thread> own = deliverers();
          own.removeAll(before);
          assertThat(own).hasSize(5);
          burn(context);
          context.getSourceApplicationContext().close();
          await().untilAsserted(() -> assertThat(own).noneMatch(Thread::isAlive));
          assertThat(received).as("told while it closes, if not before").hasSize(5);
        });
  }

  @Test
  void secrets_receiversThatFail_areNowhere(CapturedOutput output) {
    status = 400;
    everyType()
        .run(context -> {
          burn(context);
          AlertDelivery delivery = context.getBean(AlertDelivery.class);
          await()
              .untilAsserted(() -> assertThat(delivery.status()).allMatch(it -> it.dropped() > 0));
          await()
              .untilAsserted(
                  () -> assertThat(logged).anyMatch(line -> line.contains("alerts to slack: ")));
          assertThat(context.getBean(SreEndpoint.class).report().toString())
              .contains("receiver=slack")
              .doesNotContain(SECRET);
          assertThat(context.getBean(SreProperties.class).toString()).doesNotContain(SECRET);
          assertThat(delivery.toString()).doesNotContain(SECRET);
        });
    assertThat(output).doesNotContain(SECRET);
    assertThat(logged).noneMatch(line -> line.contains(SECRET));
  }

  @ParameterizedTest
  @CsvSource({
    "sre.delivery.slack.url, true",
    "SRE_DELIVERY_SLACK_URL, true",
    "sre.delivery[my.hook].secret, true",
    "sre.delivery.slack.ulr, true",
    "sre.delivery.slack.type, false",
    "sre.slos.checkout.target, false"
  })
  void secrets_valuesOfTheActuator_areHidden(String key, boolean hidden) {
    SanitizableData data = new ReceiversAreSecret().apply(new SanitizableData(null, key, SECRET));
    assertThat(data.getValue()).isEqualTo(hidden ? SanitizableData.SANITIZED_VALUE : SECRET);
    runner.run(context -> assertThat(context).hasSingleBean(SanitizingFunction.class));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          slack.type=slack           | sre.delivery.slack.url = (not set): is required
          slack.url=SECRET           | sre.delivery.slack.url = (hidden): must be http or https
          slack.url=http://a b/SECRET | sre.delivery.slack.url = (hidden): is no URL
          slack.url=http://u:SECRET@host/ | sre.delivery.slack.url = (hidden): must be http
          slack.url=http://h/; slack.secret=SECRET | sre.delivery.slack.secret = (hidden): has a
          pagerduty.url=http://h/    | sre.delivery.pagerduty.secret = (not set): is required
          ops.url=http://h/SECRET    | sre.delivery.ops.type = (not set): is required, as the name
          [a b].type=webhook; [a b].url=http://h/SECRET | sre.delivery[a b] = a b: has 1 to 63
          webhook.url=http://h/; webhook.secret= | sre.delivery.webhook.secret = (empty): signs
          bean.type=slack; bean.url=http://h/SECRET | sre.delivery.bean = bean: is the name of two
          """)
  void start_wrongReceiver_saysWhereAndNoSecret(String keys, String said, CapturedOutput output) {
    String[] written = keys.replace("SECRET", SECRET).split("; ");
    for (int i = 0; i < written.length; i++) {
      written[i] = "sre.delivery" + (written[i].startsWith("[") ? "" : ".") + written[i];
    }
    ApplicationContextRunner plain =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    SreAutoConfiguration.class, SreDeliveryAutoConfiguration.class))
            .withBean(
                Receiver.class,
                () -> Receiver.webhook(URI.create("http://localhost:9/")).named("bean"))
            .withPropertyValues(written);
    plain.run(context ->
        assertThat(context.getStartupFailure())
            .hasStackTraceContaining(said)
            .satisfies(failure -> assertThat(stackTrace(failure)).doesNotContain(SECRET)));
    plain
        .withPropertyValues("sre.on-invalid-config=warn")
        .run(context -> {
          assertThat(context.getBean(AlertDelivery.class).status()).hasSize(1);
          assertThat(context.getBean(ConfigurationProblems.class).all()).hasSize(1);
        });
    assertThat(output).contains("leaves out what cannot work").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "sreAlertDelivery"})
  void delivery_ofTheUser_isTheOnlyOne(String bean, CapturedOutput output) {
    everyType()
        .withBean(
            bean,
            AlertDelivery.class,
            () -> AlertDelivery.to(Receiver.webhook(uri("/own")).named("own")))
        .run(context -> {
          assertThat(context).hasSingleBean(AlertDelivery.class);
          assertThat(names(context)).containsExactly("own");
        });
    assertThat(output)
        .containsOnlyOnce(
            "sre4j does not tell alertmanager, eu, slack, tool of alerts: the bean '"
                + bean
                + "' replaces sre.delivery");
  }

  @Test
  void delivery_ofTheUserWithoutKeys_isNoMatterForTheLog(CapturedOutput output) {
    runner
        .withBean(Receiver.class, () -> Receiver.webhook(uri("/bean")).named("bean"))
        .withBean(
            AlertDelivery.class, () -> AlertDelivery.to(Receiver.webhook(uri("/own")).named("own")))
        .run(context -> assertThat(names(context)).containsExactly("own"));
    assertThat(output).doesNotContain("does not tell");
  }

  /** Where it is processed nobody may be known yet: URLs and secrets come where it runs. */
  @Test
  void delivery_whileItIsProcessedAheadOfTime_isThereForWhoIsNamedLater() {
    runner
        .withSystemProperties(AbstractAotProcessor.AOT_PROCESSING + "=true")
        .run(context -> {
          assertThat(context.containsBeanDefinition("sreAlertDelivery")).isTrue();
          assertThat(context.getBeanProvider(AlertListener.class).orderedStream()).isEmpty();
        });
  }

  private WebApplicationContextRunner everyType() {
    return runner
        .withBean(Receiver.class, () -> Receiver.webhook(uri("/bean")).named("bean"))
        .withPropertyValues(
            "sre.delivery.alertmanager.url=" + uri("/am"),
            "sre.delivery.eu.type=pagerduty",
            "sre.delivery.eu.url=" + uri("/pd"),
            "sre.delivery.eu.secret=" + SECRET,
            "sre.delivery.slack.url=" + uri("/slack/" + SECRET),
            "sre.delivery.tool.type=webhook",
            "sre.delivery.tool.url=" + uri("/hook"),
            "sre.delivery.tool.secret=" + SECRET);
  }

  private void burn(ApplicationContext context) {
    SreEngine engine = context.getBean(SreEngine.class);
    boolean fired = false;
    for (int second = 0; second < 900 && !fired; second++) {
      seconds.incrementAndGet();
      engine.recorder("orders").record(Outcome.BAD);
      fired = engine.tick().stream().anyMatch(change -> change.to() == AlertState.FIRING);
    }
    assertThat(fired).isTrue();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private static List<String> names(ApplicationContext context) {
    return context.getBean(AlertDelivery.class).status().stream()
        .map(DeliveryStatus::receiver)
        .toList();
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static Set<Thread> deliverers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sre4j-delivery-"))
        .collect(Collectors.toSet());
  }

  /** Whatever the log is made of, this is what it is given. */
  private static final class Lines extends Handler {
    private final List<String> lines;

    Lines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
