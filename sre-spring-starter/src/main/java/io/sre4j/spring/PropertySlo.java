package io.sre4j.spring;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.Budgeting;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Severity;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.spring.SreProperties.RuleProperties;
import io.sre4j.spring.SreProperties.SloProperties;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One SLO as it is configured. Every error names the key that is wrong. */
final class PropertySlo {
  private static final String DEFAULT_SLICE = "1m";

  private final String name;
  private final SloProperties properties;
  private final PropertyPath at;

  PropertySlo(String name, SloProperties properties) {
    this.name = name;
    this.properties = properties;
    this.at = PropertyPath.slo(name);
  }

  String name() {
    return name;
  }

  PropertyPath at() {
    return at;
  }

  /** The name of the SLI it is about. */
  String sli() {
    String sli = properties.sli();
    if (sli != null) {
      return sli;
    }
    return properties.routes().isEmpty() ? HttpSlis.HTTP : name;
  }

  /** The requests that make up its SLI; empty if that is defined elsewhere. */
  List<Route> routes() {
    return routes("routes", properties.routes());
  }

  /** The requests that its SLI leaves out. */
  List<Route> exclude() {
    return routes("exclude", properties.exclude());
  }

  List<String> badWhen() {
    return properties.badWhen();
  }

  List<String> excludedWhen() {
    return properties.excludedWhen();
  }

  boolean hasRules() {
    return !badWhen().isEmpty() || !excludedWhen().isEmpty();
  }

  private List<Route> routes(String key, List<String> texts) {
    List<Route> routes = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      routes.add(at.key(key).index(i).read(texts.get(i), Route::parse));
    }
    return List.copyOf(routes);
  }

  Slo slo() {
    TimeWindow window = at.key("window").read(properties.window(), TimeWindow::parse);
    AlertPolicy policy = policy(window);
    Slo.Builder builder =
        Slo.builder(name)
            .objective(objective())
            .window(window)
            .budgeting(budgeting())
            .alerting(policy);
    if (properties.owner() != null) {
      builder.owner(properties.owner());
    }
    if (properties.runbook() != null) {
      builder.runbook(at.key("runbook").read(properties.runbook(), this::runbook));
    }
    if (properties.description() != null) {
      builder.description(properties.description());
    }
    properties.labels().forEach(builder::label);
    try {
      return builder.build();
    } catch (InvalidDefinitionException e) {
      throw located(e, policy);
    }
  }

  private Objective objective() {
    Target target = at.key("target").required(properties.target(), "99.9%", Target::of);
    String latency = properties.latency();
    return latency == null
        ? Objective.availability(sli(), target)
        : at.key("latency")
            .read(
                latency,
                text -> Objective.latency(sli(), DurationText.parse("latency", text), target));
  }

  private Budgeting budgeting() {
    PropertyPath path = at.key("budgeting");
    return switch (properties.budgeting().trim().toLowerCase(Locale.ROOT)) {
      case "occurrences" -> {
        refuse("slice", properties.slice(), "timeslices or ratio-timeslices");
        refuse("slice-target", properties.sliceTarget(), "timeslices");
        yield Budgeting.occurrences();
      }
      case "timeslices" -> {
        Target good = at.key("slice-target").required(properties.sliceTarget(), "99%", Target::of);
        yield slice(length -> Budgeting.timeslices(length, good));
      }
      case "ratio-timeslices" -> {
        refuse("slice-target", properties.sliceTarget(), "timeslices");
        yield slice(Budgeting::ratioTimeslices);
      }
      default ->
          throw path.invalid(
              properties.budgeting(), "is one of occurrences, timeslices or ratio-timeslices");
    };
  }

  private Budgeting slice(Function<Duration, Budgeting> method) {
    String slice = properties.slice() == null ? DEFAULT_SLICE : properties.slice();
    return at.key("slice").read(slice, text -> method.apply(DurationText.parse("slice", text)));
  }

  private void refuse(String key, @Nullable String value, String budgeting) {
    if (value != null) {
      throw at.key(key)
          .invalid(value, "has a meaning with " + at.key("budgeting").text() + "=" + budgeting);
    }
  }

  private URI runbook(String text) {
    try {
      URI uri = URI.create(text.trim());
      if (uri.isAbsolute()) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw at.key("runbook").invalid(text, "is no address: " + e.getMessage());
    }
    throw at.key("runbook").invalid(text, "is no address; write it with https:// before it");
  }

  private AlertPolicy policy(TimeWindow window) {
    String preset = properties.alerting();
    if (properties.rules().isEmpty()) {
      return at.key("alerting")
          .read(preset == null ? "google" : preset, text -> AlertPolicy.preset(text, window));
    }
    if (preset != null) {
      throw at.key("alerting")
          .invalid(preset, "stands beside " + at.key("rules").text() + "; remove one of them");
    }
    List<AlertRule> rules = new ArrayList<>();
    for (int i = 0; i < properties.rules().size(); i++) {
      rules.add(rule(properties.rules().get(i), at.key("rules").index(i)));
    }
    try {
      return new AlertPolicy(properties.rulesName(), rules);
    } catch (InvalidDefinitionException e) {
      throw at.key("rules").invalid(e.value(), e);
    }
  }

  private static AlertRule rule(RuleProperties rule, PropertyPath at) {
    Severity severity = at.key("severity").read(rule.severity(), text -> severity(text, at));
    Duration longer = duration(at.key("long"), rule.longWindow(), "1h");
    Duration shorter = duration(at.key("short"), rule.shortWindow(), "5m");
    double factor =
        at.key("factor").required(rule.factor(), "14.4", text -> factor(text, at.key("factor")));
    Duration hold = duration(at.key("for"), rule.holdFor(), "2m");
    try {
      return new AlertRule(severity, longer, shorter, factor, hold);
    } catch (InvalidDefinitionException e) {
      throw e.within(at.text());
    }
  }

  private static Duration duration(PropertyPath at, @Nullable String text, String example) {
    return at.required(text, example, value -> DurationText.parse(at.text(), value));
  }

  private static Severity severity(String text, PropertyPath at) {
    try {
      return Severity.valueOf(text.trim().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw at.key("severity").invalid(text, "is page or ticket");
    }
  }

  private static double factor(String text, PropertyPath at) {
    try {
      return Double.parseDouble(text.trim());
    } catch (NumberFormatException e) {
      throw at.invalid(text, "is no number; write a burn rate such as 14.4");
    }
  }

  /** An error of the SLO as a whole, at the key it came from. */
  private InvalidDefinitionException located(InvalidDefinitionException e, AlertPolicy policy) {
    String prefix = "slos." + name + ".";
    if (!e.path().startsWith(prefix)) {
      return at.invalid(e.value(), e);
    }
    String rest = e.path().substring(prefix.length());
    for (int i = 0; i < policy.rules().size(); i++) {
      String rule = "alerting[" + policy.rules().get(i).id() + "]";
      if (rest.startsWith(rule + ".")) {
        return properties.rules().isEmpty()
            ? preset(policy, policy.rules().get(i), e)
            : at.key("rules").index(i).key(rest.substring(rule.length() + 1)).invalid(e.value(), e);
      }
    }
    return at.key(rest.startsWith("budgeting.") ? rest.substring(10) : rest).invalid(e.value(), e);
  }

  private InvalidDefinitionException preset(
      AlertPolicy policy, AlertRule rule, InvalidDefinitionException e) {
    InvalidDefinitionException here =
        at.key("alerting")
            .invalid(
                policy.name() + " (" + rule.id() + ", factor " + rule.factor() + ")",
                e.remedy() + "; or write " + at.key("rules").text() + " of your own");
    here.initCause(e);
    return here;
  }
}
