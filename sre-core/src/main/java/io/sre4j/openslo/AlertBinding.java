package io.sre4j.openslo;

import static io.sre4j.openslo.ObjectRules.CONDITION;
import static io.sre4j.openslo.ObjectRules.POLICY;
import static io.sre4j.openslo.ObjectRules.TARGET;

import io.sre4j.openslo.OpenSloDefinitions.Comparison;
import io.sre4j.openslo.OpenSloDefinitions.Condition;
import io.sre4j.openslo.OpenSloDefinitions.NotificationTarget;
import io.sre4j.openslo.OpenSloDefinitions.Policy;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of an SLO: in process those of a preset, as OpenSLO v1 has one condition of one window
 * to a policy and cannot say a pair of them. Its own policies are kept for the fleet.
 */
final class AlertBinding {
  static final String[] PRESETS = {"google", "sloth", "pyrra", "datadog", "none"};
  static final String DEFAULT_PRESET = "google";
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private AlertBinding() {}

  /** The preset that the annotation names; an error if there is none such for the window. */
  static Optional<AlertPolicy> preset(Place slo, Optional<TimeWindow> window) {
    Place annotation = slo.at("metadata").at("annotations").at(SloBinding.ALERTING_ANNOTATION);
    Optional<String> name =
        annotation.isPresent() ? annotation.oneOf(PRESETS) : Optional.of(DEFAULT_PRESET);
    try {
      return name.flatMap(n -> window.map(w -> AlertPolicy.preset(n, w)));
    } catch (InvalidDefinitionException e) {
      annotation.error("in_process", e.value(), e.remedy());
      return Optional.empty();
    }
  }

  /**
   * The rules of a policy that can work with an SLO: a factor beyond a full outage can never fire.
   *
   * @param slo where a rule that is left out is warned of, if anywhere
   */
  static AlertPolicy working(Slo.Builder builder, AlertPolicy policy, @Nullable Place slo) {
    List<AlertRule> working = new ArrayList<>();
    for (AlertRule rule : policy.rules()) {
      try {
        builder.alerting(AlertPolicy.of(policy.name(), rule)).build();
        working.add(rule);
      } catch (InvalidDefinitionException e) {
        if (slo != null) {
          slo.warn(
              "rule_left_out",
              "rule '" + rule.id() + "' of " + policy.name() + " is left out",
              e.remedy());
        }
      }
    }
    return new AlertPolicy(policy.name(), working);
  }

  /** Warns of policies that nobody evaluates here, and of conditions that can never be met. */
  static void warn(ObjectIndex index, Place slo, boolean inProcess) {
    List<Place> items = slo.at("spec").at("alertPolicies").items();
    BigDecimal highest = highestBurnRate(slo.at("spec").at("objectives").items());
    for (Place item : items) {
      Place policy = index.meant(item, "alertPolicyRef", POLICY);
      for (Place condition : policy.at("spec").at("conditions").items()) {
        Place what = index.meant(condition, "conditionRef", CONDITION).at("spec");
        unreachable(item, what.at("condition"), highest);
      }
      if (inProcess) {
        item.warn(
            "not_evaluated",
            "is kept for the fleet; this process alerts by a preset of pairs of windows",
            "choose one with the annotation sre4j.io/alerting: google, sloth, pyrra, datadog, none");
      }
    }
  }

  private static void unreachable(Place item, Place condition, BigDecimal highest) {
    Optional<BigDecimal> threshold = condition.at("threshold").number();
    String op = condition.at("op").said().orElse("");
    if (threshold.isEmpty() || !op.startsWith("gt")) {
      return;
    }
    int over = threshold.get().compareTo(highest);
    if (over > 0 || (over == 0 && op.equals("gt"))) {
      String limit = highest.setScale(2, RoundingMode.DOWN).toPlainString();
      item.warn(
          "unreachable",
          "has the threshold " + threshold.get() + ", but even a full outage burns only " + limit,
          "use a threshold below " + limit + ", or a higher target");
    }
  }

  /** 1 / (1 - target) of the best objective; of a composite the weighted sum of them. */
  private static BigDecimal highestBurnRate(List<Place> objectives) {
    boolean composite = SloRules.isComposite(objectives);
    BigDecimal highest = BigDecimal.ZERO;
    for (Place objective : objectives) {
      BigDecimal target =
          objective
              .at("target")
              .number()
              .or(() -> objective.at("targetPercent").number().map(p -> p.divide(HUNDRED)))
              .orElse(BigDecimal.ZERO);
      BigDecimal burn =
          BigDecimal.ONE.divide(BigDecimal.ONE.subtract(target), MathContext.DECIMAL64);
      BigDecimal weight = objective.at("compositeWeight").number().orElse(BigDecimal.ONE);
      highest = composite ? highest.add(burn.multiply(weight)) : highest.max(burn);
    }
    return highest;
  }

  /** Its alert policies, with what they refer to. */
  static List<Policy> policies(ObjectIndex index, Place slo) {
    List<Policy> policies = new ArrayList<>();
    for (Place item : slo.at("spec").at("alertPolicies").items()) {
      Place policy = index.meant(item, "alertPolicyRef", POLICY);
      Place spec = policy.at("spec");
      policies.add(
          new Policy(
              name(policy),
              spec.at("alertWhenNoData").truth().orElse(false),
              spec.at("alertWhenBreaching").truth().orElse(false),
              spec.at("alertWhenResolved").truth().orElse(false),
              spec.at("conditions").items().stream()
                  .flatMap(i -> condition(index.meant(i, "conditionRef", CONDITION)).stream())
                  .toList(),
              spec.at("notificationTargets").items().stream()
                  .map(i -> target(index.meant(i, "targetRef", TARGET)))
                  .toList()));
    }
    return policies;
  }

  private static String name(Place object) {
    return object.at("metadata").at("name").said().orElse("");
  }

  private static Optional<Condition> condition(Place object) {
    Place spec = object.at("spec");
    Place condition = spec.at("condition");
    Optional<Place.Shorthand> lookback = condition.at("lookbackWindow").shorthand();
    Optional<BigDecimal> threshold = condition.at("threshold").number();
    if (lookback.isEmpty() || threshold.isEmpty()) {
      return Optional.empty(); // Has been reported where the object was checked.
    }
    Place after = condition.at("alertAfter");
    return Optional.of(
        new Condition(
            name(object),
            spec.at("severity").said().orElse(""),
            new Comparison(condition.at("op").said().orElse(""), threshold.get()),
            lookback.get().duration(),
            ObjectRules.alertAfter(after).orElse(Duration.ZERO)));
  }

  private static NotificationTarget target(Place object) {
    Place spec = object.at("spec");
    return new NotificationTarget(
        name(object),
        spec.at("target").said().orElse(""),
        spec.at("description").said().orElse(""));
  }
}
