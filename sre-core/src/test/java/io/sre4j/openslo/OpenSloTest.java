package io.sre4j.openslo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sre4j.openslo.OpenSloDefinitions.Comparison;
import io.sre4j.openslo.OpenSloDefinitions.Condition;
import io.sre4j.openslo.OpenSloDefinitions.Definition;
import io.sre4j.openslo.OpenSloDefinitions.NotificationTarget;
import io.sre4j.openslo.OpenSloDefinitions.Part;
import io.sre4j.openslo.OpenSloDefinitions.Policy;
import io.sre4j.openslo.OpenSloDefinitions.Scope;
import io.sre4j.openslo.OpenSloDefinitions.Source;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpenSloTest {
  private static final TimeWindow DAYS_28 = TimeWindow.rolling(Duration.ofDays(28));
  private static final TimeWindow DAYS_30 = TimeWindow.rolling(Duration.ofDays(30));

  @Test
  void example_ofTwoDocuments_isBoundToOneSli() {
    OpenSloDefinitions read = Documents.read(Documents.text("example"));

    assertThat(read.warnings()).isEmpty();
    assertThat(read.slis()).containsExactly(Sli.events("checkout"));
    assertThat(read.fleet()).isEmpty();
    Slo available = read.slos().get(0);
    assertThat(available.name()).isEqualTo("checkout-availability");
    assertThat(available.objectives())
        .containsExactly(Objective.availability("checkout", Target.of("99.9%")));
    assertThat(available.window()).isEqualTo(DAYS_30);
    assertThat(available.alerting()).isEqualTo(AlertPolicy.preset("google", DAYS_30));
    assertThat(available.labels()).containsExactly(entry("service", "shop"));
    Slo fast = read.slos().get(1);
    assertThat(fast.objectives())
        .containsExactly(Objective.latency("checkout", Duration.ofMillis(300), Target.of("99%")));
    assertThat(fast.window()).isEqualTo(DAYS_28);
    assertThat(fast.alerting()).isEqualTo(AlertPolicy.preset("google", DAYS_28));
  }

  @Test
  void alertingNone_switchesAlertsOff() {
    String text = Documents.text("example").replace("alerting: google", "alerting: none");
    assertThat(Documents.read(text).slos().get(0).alerting()).isEqualTo(AlertPolicy.none());
  }

  @Test
  void kinds_allSeven_areReadAcrossFiles() {
    OpenSloDefinitions read =
        Documents.read(
            Documents.text("fleet"), Documents.text("policy"), Documents.text("composite"));
    assertThat(read.objects())
        .extracting(o -> o.kind() + " " + o.name() + " " + o.file() + ":" + o.line())
        .contains("Service search f.yaml:1", "AlertPolicy burns f2.yaml:1")
        .contains("DataSource process f3.yaml:8", "SLI checkout f3.yaml:1")
        .contains("AlertCondition burns-slowly f.yaml:13", "SLO whole-shop f3.yaml:14")
        .contains("AlertNotificationTarget search-channel f.yaml:20");
  }

  @Test
  void references_toOtherFiles_areFollowedInAnyOrder() {
    List<String> parts = List.of(Documents.text("fleet").split("(?m)^---\n", -1));
    String[] reversed = {
      parts.get(5), parts.get(4), parts.get(3), parts.get(2), parts.get(1), parts.get(0)
    };
    assertThat(Documents.read(reversed).definitions().get(0))
        .usingRecursiveComparison()
        .ignoringFields("source", "slos")
        .isEqualTo(Documents.read(Documents.text("fleet")).definitions().get(0));
  }

  @Test
  void prometheusSource_isKeptAndMarkedForTheFleet() {
    OpenSloDefinitions read = Documents.read(Documents.text("fleet"));

    assertThat(read.slos()).isEmpty();
    assertThat(read.slis()).isEmpty();
    Definition search = read.fleet().get(0);
    assertThat(search.scope()).isEqualTo(Scope.FLEET);
    assertThat(search.reasons()).containsExactly("its indicator is measured by Prometheus");
    OpenSloDefinitions.Indicator indicator = search.indicators().get(0);
    assertThat(indicator.events()).isFalse();
    assertThat(indicator.counter()).isTrue();
    assertThat(indicator.sli()).isEqualTo("search-requests");
    assertThat(indicator.metrics()).containsOnlyKeys(Part.GOOD, Part.TOTAL);
    assertThat(indicator.metrics().get(Part.TOTAL).dataSource()).contains("metrics");
    assertThat(indicator.metrics().get(Part.TOTAL).type()).isEqualTo("Prometheus");
    assertThat(indicator.metrics().get(Part.GOOD).query())
        .contains("http_requests_total{job=\"search\",code!~\"5..\"}");
    // What it promises is said in the terms of the library, for the rules that are generated.
    assertThat(search.slos().get(0).objectives())
        .containsExactly(Objective.availability("search-requests", Target.of("99.5%")));
    assertThat(search.slos().get(0).window()).isEqualTo(DAYS_28);
  }

  @Test
  void alerting_ofAnSlo_holdsOwnerRunbookPoliciesAndTargets() {
    OpenSloDefinitions.Alerting alerting =
        Documents.read(Documents.text("fleet")).definitions().get(0).alerting();
    assertThat(alerting.owner()).contains("team-search");
    assertThat(alerting.runbook()).contains(URI.create("https://example.com/runbooks/search"));
    NotificationTarget channel = new NotificationTarget("search-channel", "slack", "#search");
    Condition slowly =
        new Condition(
            "burns-slowly",
            "ticket",
            new Comparison("gte", new BigDecimal("2")),
            Duration.ofDays(1),
            Duration.ZERO);
    assertThat(alerting.policies())
        .containsExactly(
            new Policy("search-burns", false, true, false, List.of(slowly), List.of(channel)));
    assertThat(alerting.targets()).containsExactly(channel);
  }

  @Test
  void annotation_overAForeignSource_bindsItToTheProcessAndKeepsTheQuery() {
    String text =
        Documents.text("fleet").replace("annotations:", "annotations:\n    sre4j.io/sli: search");
    Definition search = Documents.read(text).definitions().get(0);
    assertThat(search.scope()).isEqualTo(Scope.INSTANCE);
    assertThat(search.slos().get(0).objectives().get(0).sli()).isEqualTo("search");
    assertThat(search.slos().get(0).owner()).contains("team-search");
    assertThat(search.slos().get(0).runbook())
        .contains(URI.create("https://example.com/runbooks/search"));
    assertThat(search.indicators().get(0).metrics().get(Part.TOTAL).query())
        .contains("http_requests_total{job=\"search\"}");
  }

  @Test
  void annotation_overAReferenceThatIsNowhere_bindsIt() {
    String text =
        Documents.text("slo")
            .replaceFirst("(?s)indicator:.*  objectives", "indicatorRef: gone\n  objectives")
            .replace("google", "google\n    sre4j.io/sli: web");
    assertThat(Documents.read(text).slis()).containsExactly(Sli.events("web"));
  }

  @Test
  void annotation_ofTheIndicator_comesBeforeTheSlos() {
    String text =
        Documents.text("latency")
            .replace(
                "metadata: {name: checkout-duration}",
                "metadata: {name: d, annotations: {sre4j.io/sli: web, sre4j.io/unit: s}}")
            .replace("value: 300", "value: 0.25");
    assertThat(Documents.read(text).slos().get(0).objectives())
        .containsExactly(Objective.latency("web", Duration.ofMillis(250), Target.of("99%")));
  }

  @Test
  void routes_ofAnAnnotation_areThoseOfItsSli() {
    String routed =
        Documents.text("latency")
            .replace(
                "sre4j.io/unit",
                "sre4j.io/routes: ' POST  /checkout,/orders/**'\n    sre4j.io/unit");
    OpenSloDefinitions definitions = Documents.read(routed);
    assertThat(definitions.routes())
        .isEqualTo(Map.of("checkout", List.of("POST /checkout", "/orders/**")));
    assertThat(definitions.definitions().get(0).indicators().get(0).routes())
        .containsExactly("POST /checkout", "/orders/**");
    assertThat(Documents.read(Documents.text("latency")).routes()).isEmpty();
    assertThat(
            Documents.read(routed + "\n---\n" + routed.replace("fast-orders", "orders")).routes())
        .isEqualTo(definitions.routes());
  }

  @Test
  void unit_ofMilliseconds_isAnnotated_andBelowIsANanosecondLess() {
    String text = Documents.text("latency");
    assertThat(threshold(text)).contains(Duration.ofMillis(300));
    assertThat(threshold(text.replace("op: lte", "op: lt")))
        .contains(Duration.ofMillis(300).minusNanos(1));
    assertThat(threshold(text.replace("value: 300", "value: 0.0000015")))
        .contains(Duration.ofNanos(1));
    assertThat(threshold(text.replace("op: lte", "op: lt").replace("300", "0.0000015")))
        .contains(Duration.ofNanos(1));
  }

  private static Optional<Duration> threshold(String text) {
    return Documents.read(text).slos().get(0).objectives().get(0).threshold();
  }

  @Test
  void json_withTabsAListAndEscapes_isRead() {
    OpenSloDefinitions read = Documents.read(Documents.text("list"));
    assertThat(read.slos())
        .extracting(Slo::name)
        .containsExactly("orders-json.most-orders", "orders-json.nearly-all");
    assertThat(read.slos().get(0).description()).isEqualTo("\u00c4 \ud83d\ude00 / / \"quoted\"");
    assertThat(read.slos().get(0).labels())
        .containsExactly(entry("service", "shop"), entry("team", "shop,web"));
    assertThat(read.slos().get(1).objectives())
        .containsExactly(Objective.availability("checkout", Target.of("99.9%")));
  }

  @Test
  void json_oneObjectOnOneLine_isRead() {
    String text =
        "{\"apiVersion\":\"openslo/v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"shop\"}}";
    assertThat(Documents.read(text).objects()).extracting(Source::name).containsExactly("shop");
  }

  @Test
  void documents_listsAndObjectsInOneFile_areRead() {
    String text =
        Documents.text("composite")
            + "---\n"
            + Documents.text("slo")
            + "---\n# nothing here\n---\n"
            + Documents.text("latency");
    assertThat(Documents.read(text).slos())
        .extracting(Slo::name)
        .containsExactly("whole-shop", "orders", "fast-orders");
  }

  @Test
  void anchors_areDocumentWide_andFollowed() {
    String text =
        Documents.text("slo")
            .replace("good: {metricSource", "good: &source {metricSource")
            .replace("description: Orders go through.", "description: &words Orders go through.")
            .replace("displayName: available", "displayName: *words");
    assertThat(Documents.read(text).slos()).hasSize(1);
    assertThat(Documents.codes(OpenSlo.Mode.LENIENT, text + "---\na: *words\n"))
        .containsExactly("error alias");
  }

  @Test
  void timeslices_inACalendarMonth_areRead() {
    Slo slo = Documents.read(Documents.text("slices")).slos().get(0);
    assertThat(slo.budgeting())
        .isEqualTo(Budgeting.timeslices(Duration.ofMinutes(1), Target.of("95%")));
    assertThat(slo.window())
        .isEqualTo(TimeWindow.calendar(TimeWindow.Unit.MONTH, ZoneId.of("Europe/Berlin")));
    assertThat(slo.objectives())
        .containsExactly(Objective.availability("checkout", Target.of("99.5%")));
  }

  @Test
  void calendar_ofEveryPage_isReadFromItsFirstMidnight() {
    for (String[] page :
        new String[][] {
          {"1d", "2026-05-06", "DAY"},
          {"1w", "2026-05-04", "WEEK"},
          {"7d", "2026-05-04", "WEEK"},
          {"1M", "2026-05-01", "MONTH"},
          {"1Q", "2026-04-01", "QUARTER"},
          {"3M", "2026-10-01", "QUARTER"},
          {"1Y", "2026-01-01", "YEAR"}
        }) {
      String text = Documents.text("slices").replace("1M", page[0]).replace("2026-01-01", page[1]);
      assertThat(Documents.read(text).slos().get(0).window())
          .as(page[0])
          .isEqualTo(
              TimeWindow.calendar(TimeWindow.Unit.valueOf(page[2]), ZoneId.of("Europe/Berlin")));
    }
  }

  @Test
  void composite_withWeightsAndReferences_isOneSlo() {
    OpenSloDefinitions read = Documents.read(Documents.text("composite"));
    Slo slo = read.slos().get(0);
    assertThat(slo.objectives())
        .containsExactly(
            Objective.availability("checkout", Target.of("99.9%")).weight(2),
            Objective.latency("search", Duration.ofMillis(500).minusNanos(1), Target.of("99%")));
    assertThat(slo.budgeting()).isEqualTo(Budgeting.ratioTimeslices(Duration.ofMinutes(1)));
    assertThat(read.slis()).containsExactly(Sli.events("checkout"), Sli.events("search"));
  }

  @Test
  void content_ofEveryObject_isKeptAsItWasWrittenAndUnmodifiable() {
    Source source = Documents.read(Documents.text("fleet")).objects().get(1);
    assertThat(source.content().get("spec"))
        .isEqualTo(
            java.util.Map.of(
                "type",
                "Prometheus",
                "connectionDetails",
                java.util.Map.of("url", "http://prometheus.example:9090")));
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> source.content().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
