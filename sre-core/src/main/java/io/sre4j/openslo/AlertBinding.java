package io.sre4j.openslo;

import static io.sre4j.openslo.ObjectRules.CONDITION;
import static io.sre4j.openslo.ObjectRules.POLICY;

import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.AlertRule;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import io.sre4j.slo.TimeWindow;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of an SLO: in process those of a preset, as OpenSLO v1 has one condition of one window
 * to a policy and cannot say a pair of them. Its own policies are kept for the fleet.
 */
final class AlertBinding {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private AlertBinding() {}

  /** The preset that the annotation names; an error if there is none such for the window. */
  static Optional<AlertPolicy> preset(Place slo, TimeWindow window) {
    Place annotation = slo.at("metadata").at("annotations").at(SloBinding.ALERTING_ANNOTATION);
    try {
      String name = annotation.said().orElse(SloBinding.DEFAULT_ALERTING);
      return Optional.of(AlertPolicy.preset(name, window));
    } catch (InvalidDefinitionException e) {
      annotation.error("in_process", "'" + e.value() + "' cannot be used", e.remedy());
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
              "unreachable",
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
      Place policy = index.specOf(item, "alertPolicyRef", POLICY);
      for (Place condition : policy.at("conditions").items()) {
        Place what = index.specOf(condition, "conditionRef", CONDITION).at("condition");
        unreachable(item, what, highest);
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
}
