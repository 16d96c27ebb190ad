package io.sre4j.spring;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import io.sre4j.slo.TimeWindow;
import io.sre4j.spring.SreProperties.SloProperties;
import io.sre4j.spring.outcome.OutcomeRules;
import io.sre4j.spring.web.HttpSlis;
import io.sre4j.spring.web.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One SLO as it is configured. Every error names the key that is wrong. */
final class PropertySlo {
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

  /** What else its SLI counts as bad. */
  List<String> badWhen() {
    return properties.badWhen();
  }

  /** What its SLI does not count. */
  List<String> excludedWhen() {
    return properties.excludedWhen();
  }

  boolean hasRules() {
    return !badWhen().isEmpty() || !excludedWhen().isEmpty();
  }

  /** Reads each of its keys; whether they go with those of others is another question. */
  void check() {
    slo();
    routes();
    exclude();
    OutcomeRules.parse(at.text(), badWhen(), excludedWhen());
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
    String preset = properties.alerting().name().toLowerCase(Locale.ROOT);
    AlertPolicy policy = at.key("alerting").read(preset, text -> AlertPolicy.preset(text, window));
    Slo.Builder builder = Slo.builder(name).objective(objective()).window(window).alerting(policy);
    if (properties.owner() != null) {
      builder.owner(properties.owner());
    }
    if (properties.runbook() != null) {
      builder.runbook(at.key("runbook").read(properties.runbook(), this::runbook));
    }
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

  /** An error of the SLO as a whole, at the key it came from. */
  private InvalidDefinitionException located(InvalidDefinitionException e, AlertPolicy policy) {
    String prefix = "slos." + name + ".";
    if (!e.path().startsWith(prefix)) {
      return at.invalid(e.value(), e);
    }
    String rest = e.path().substring(prefix.length());
    for (AlertRule rule : policy.rules()) {
      if (rest.startsWith("alerting[" + rule.id() + "].")) {
        return preset(policy, rule, e);
      }
    }
    return at.key(rest).invalid(e.value(), e);
  }

  private InvalidDefinitionException preset(
      AlertPolicy policy, AlertRule rule, InvalidDefinitionException e) {
    InvalidDefinitionException here =
        at.key("alerting")
            .invalid(
                policy.name() + " (" + rule.id() + ", factor " + rule.factor() + ")",
                e.remedy() + "; or declare a bean of type Slo with rules of your own");
    here.initCause(e);
    return here;
  }
}
