package io.sre4j.spring;

import static io.sre4j.spring.AutoConfigurationCheck.Web.NONE;
import static io.sre4j.spring.AutoConfigurationCheck.Web.REACTIVE;
import static io.sre4j.spring.AutoConfigurationCheck.Web.SERVLET;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is expected of one auto-configuration: one line for each, at the end. */
final class AutoConfigurationCheck {
  private static final String BOOTS = "org.springframework.boot.";
  private static final String OFF = "sre.enabled=false";
  private static final String NO_COVERAGE = "sre.coverage.enabled=false";
  private static final String EXPOSED = "management.endpoints.web.exposure.include=health,sre";
  private static final String PAGE = "management.endpoints.web.exposure.include=sre,sreui";
  private static final String KEPT = "sre.traces.keep.enabled=true";
  private static final String METRICS = BOOTS + "micrometer.metrics.autoconfigure.";
  private static final String[] METERS = {
    METRICS + "MetricsAutoConfiguration",
    METRICS + "CompositeMeterRegistryAutoConfiguration",
    METRICS + "export.simple.SimpleMetricsExportAutoConfiguration"
  };
  private static final String[] TRACERS = {
    "io.micrometer.tracing.otel", "io.micrometer.tracing.brave"
  };

  final String name;
  final String bean;
  final Set<Web> contexts;
  final List<String> properties = new ArrayList<>();
  final List<String> others = new ArrayList<>();
  final List<String> classes = new ArrayList<>();
  final List<String> switches = new ArrayList<>();
  @Nullable String replacement;
  boolean isReplaceable = true;

  private AutoConfigurationCheck(String name, String bean, Web... contexts) {
    this.name = "io.sre4j.spring." + name + "AutoConfiguration";
    this.bean = bean;
    this.contexts = Set.of(contexts);
  }

  enum Web {
    SERVLET,
    REACTIVE,
    NONE
  }

  private static AutoConfigurationCheck anywhere(String name, String bean) {
    return new AutoConfigurationCheck(name, bean, SERVLET, REACTIVE, NONE).off(OFF);
  }

  private static AutoConfigurationCheck only(String name, String bean, Web... contexts) {
    return new AutoConfigurationCheck(name, bean, contexts).off(OFF);
  }

  /** It is there with these properties only: without them it is not. */
  private AutoConfigurationCheck with(String... asked) {
    properties.addAll(List.of(asked));
    return this;
  }

  /** Spring Boot's auto-configurations, or classes of beans, that it builds on. */
  private AutoConfigurationCheck beside(String... types) {
    others.addAll(List.of(types));
    return this;
  }

  /** Without any of these packages it is not there. */
  private AutoConfigurationCheck needs(String... packages) {
    classes.addAll(List.of(packages));
    return this;
  }

  /** With each of these properties it is not there. */
  private AutoConfigurationCheck off(String... properties) {
    switches.addAll(List.of(properties));
    return this;
  }

  /** What a user's bean that replaces it is: a type, or {@code @} and a name; else its own type. */
  private AutoConfigurationCheck replacedBy(String what) {
    replacement = what;
    return this;
  }

  /** Nothing that a user would write himself: it goes with what it belongs to. */
  private AutoConfigurationCheck goesWithAnother() {
    isReplaceable = false;
    return this;
  }

  @Override
  public String toString() {
    return name;
  }

  static final List<AutoConfigurationCheck> ALL =
      List.of(
          anywhere("Sre", "sreEngine"),
          anywhere("actuate.SreEndpoint", "sreEndpoint")
              .with(EXPOSED)
              .needs(BOOTS + "actuate")
              .off("management.endpoint.sre.access=NONE"),
          only("client.SreRestClient", "sreRestClientCallHandler", SERVLET, REACTIVE)
              .needs("org.springframework.http.client.observation"),
          only("client.SreSender", "sreSenderCallHandler", SERVLET, REACTIVE)
              .needs("io.micrometer.observation.transport"),
          only("client.SreWebClient", "sreWebClientCallHandler", SERVLET, REACTIVE)
              .needs("org.springframework.web.reactive.function"),
          anywhere("coverage.SreCoverage", "sreCoverage")
              .needs(TRACERS)
              .off(NO_COVERAGE, "management.tracing.export.enabled=false"),
          anywhere("coverage.SreCoverageOff", "sreCoverageOff")
              .with(NO_COVERAGE)
              .replacedBy("io.sre4j.coverage.Coverage"),
          anywhere("delivery.SreDelivery", "sreAlertDelivery")
              .with("sre.delivery.webhook.url=http://localhost:9/"),
          anywhere("event.SreEvent", "sreAlertEvents").replacedBy("@sreAlertEvents"),
          anywhere("failure.SreConfiguration", "sreConfigurationField").goesWithAnother(),
          anywhere("health.SreHealth", "sreHealthIndicator")
              .needs(BOOTS + "health")
              .off(
                  "management.health.sre.enabled=false", "management.health.defaults.enabled=false")
              .replacedBy("@sreHealthContributor"),
          anywhere("inventory.SreInventory", "sreInventory")
              .needs(TRACERS)
              .off(NO_COVERAGE)
              .goesWithAnother(),
          anywhere("metrics.SreMetrics", "sreMeters").beside(METERS).needs("io.micrometer.core"),
          anywhere("openslo.SreOpenSlo", "sreOpenSloDefinitions"),
          anywhere("operation.SreOperation", "sreOperations"),
          anywhere("operation.client.SreRestOperations", "sreRestClientOperations")
              .needs("org.springframework.http.client.observation"),
          anywhere("operation.client.SreWebOperations", "sreWebClientOperations")
              .needs("org.springframework.web.reactive.function"),
          anywhere("operation.listener.SreJmsListener", "sreJmsListenerOperations")
              .needs("io.micrometer.jakarta9"),
          anywhere("operation.listener.SreKafkaListener", "sreKafkaListenerOperations")
              .needs("org.springframework.kafka"),
          anywhere("operation.listener.SreRabbitListener", "sreRabbitListenerOperations")
              .needs("org.springframework.amqp"),
          anywhere("operation.method.SreObserved", "sreObservedOperations").needs("org.aspectj"),
          anywhere("operation.method.SreSliEvents", "sreSliEventsPostProcessor")
              .needs("org.springframework.aop")
              .goesWithAnother(),
          anywhere("operation.query.SreQuery", "sreQueryOperations").needs("net.ttddyy"),
          anywhere("operation.task.SreTask", "sreScheduledTaskOperations")
              .needs("org.springframework.scheduling"),
          anywhere("operation.task.SreTaskMetrics", "sreTaskMeters")
              .beside(METERS)
              .needs("io.micrometer.core")
              .goesWithAnother(),
          anywhere("otel.SreGlobalTelemetry", "sreGlobalTelemetry")
              .needs("io.sre4j.otel")
              .off(NO_COVERAGE)
              .replacedBy("io.sre4j.otel.SreTelemetry"),
          anywhere("otel.SreKeeping", "sreKeepingCheck")
              .with(KEPT)
              .replacedBy("@sreTelemetryConnection"),
          anywhere("otel.SreTelemetry", "sreTelemetry")
              .beside(
                  BOOTS + "opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration",
                  BOOTS
                      + "micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration")
              .needs("io.sre4j.otel")
              .off(NO_COVERAGE),
          anywhere("page.SrePage", "srePage")
              .with(PAGE)
              .needs(BOOTS + "actuate")
              .off("management.endpoint.sreui.access=NONE"),
          only("page.SreReactivePage", "sreReactivePageHeaders", REACTIVE)
              .with(PAGE)
              .needs(BOOTS + "actuate")
              .goesWithAnother(),
          only("page.SreServletPage", "sreServletPageHeaders", SERVLET)
              .with(PAGE)
              .needs(BOOTS + "actuate")
              .goesWithAnother(),
          anywhere("recorder.SreRecorder", "sreRecorder"),
          only("web.SreReactive", "sreReactiveRequestHandler", REACTIVE)
              .needs("org.springframework.http.server.reactive.observation"),
          only("web.SreServlet", "sreServletRequestHandler", SERVLET)
              .needs("org.springframework.web.servlet"));
}
