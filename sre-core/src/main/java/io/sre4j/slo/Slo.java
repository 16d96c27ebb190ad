package io.sre4j.slo;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A service level objective: one promise, its period, how its budget is counted and who is told
 * when it burns. Immutable.
 *
 * <pre>{@code
 * Slo slo = Slo.builder("checkout-availability")
 *     .objective(Objective.availability("checkout", Target.of("99.95%")))
 *     .window(TimeWindow.rolling(Duration.ofDays(30)))
 *     .build();
 * }</pre>
 *
 * <p>With more than one objective it is a composite: its burn rate is the sum of the objectives'
 * burn rates, each times its weight (OpenSLO, composite with Occurrences).
 */
public final class Slo {
  private static final int MAX_OBJECTIVES = 16;
  private static final int MAX_LABELS = 16;
  private static final int MAX_TEXT = 1_050;

  private final String name;
  private final String description;
  private final List<Objective> objectives;
  private final TimeWindow window;
  private final Budgeting budgeting;
  private final AlertPolicy alerting;
  private final @Nullable String owner;
  private final @Nullable URI runbook;
  private final Map<String, String> labels;

  private Slo(Builder builder) {
    this.name = builder.name;
    this.description = builder.description;
    this.objectives = List.copyOf(builder.objectives);
    this.window = builder.window;
    this.budgeting = builder.budgeting;
    this.alerting =
        builder.alerting != null ? builder.alerting : AlertPolicy.preset("google", builder.window);
    this.owner = builder.owner;
    this.runbook = builder.runbook;
    this.labels = Map.copyOf(builder.labels);
  }

  /** Starts a definition with a rolling window of 30 days and the alert preset {@code google}. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Unique within an engine; 1 to 63 letters, digits, '-', '_' or '.'. */
  public String name() {
    return name;
  }

  /** What it is for, in the owner's words; may be empty. */
  public String description() {
    return description;
  }

  /** One, or several for a composite. */
  public List<Objective> objectives() {
    return objectives;
  }

  /** The period over which the budget is counted. */
  public TimeWindow window() {
    return window;
  }

  /** What one unit of the budget is. */
  public Budgeting budgeting() {
    return budgeting;
  }

  /** When people are told. */
  public AlertPolicy alerting() {
    return alerting;
  }

  /**
   * The same SLO with another alert policy.
   *
   * @throws InvalidDefinitionException if a rule of it cannot work with this SLO
   */
  public Slo alerting(AlertPolicy other) {
    Builder builder = new Builder(name).window(window).budgeting(budgeting).alerting(other);
    objectives.forEach(builder::objective);
    labels.forEach(builder::label);
    builder.description = description;
    builder.owner = owner;
    builder.runbook = runbook;
    return builder.build();
  }

  /** Who answers for it, if said. */
  public Optional<String> owner() {
    return Optional.ofNullable(owner);
  }

  /** What to do when it burns, if said. */
  public Optional<URI> runbook() {
    return Optional.ofNullable(runbook);
  }

  /** Labels of the owner's choice, at most 16, ordered by key. */
  public Map<String, String> labels() {
    return new TreeMap<>(labels);
  }

  /** Whether it has more than one objective. */
  public boolean isComposite() {
    return objectives.size() > 1;
  }

  /** The highest burn rate there can be, when every event is bad: the sum of weight/(1-target). */
  public BigDecimal maxBurnRate() {
    return objectives.stream()
        .map(o -> o.weight().divide(o.target().errorBudget(), MathContext.DECIMAL64))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Override
  public String toString() {
    return "Slo[" + name + ": " + objectives + " over " + window.text() + "]";
  }

  /** Collects a definition; {@link #build()} checks it as a whole. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final List<Objective> objectives = new ArrayList<>();
    private final Map<String, String> labels = new TreeMap<>();
    private String description = "";
    private TimeWindow window = TimeWindow.rolling(Duration.ofDays(30));
    private Budgeting budgeting = Budgeting.occurrences();
    private @Nullable AlertPolicy alerting;
    private @Nullable String owner;
    private @Nullable URI runbook;

    private Builder(String name) {
      this.name = name;
    }

    /** Adds a promise; more than one makes a composite. */
    public Builder objective(Objective objective) {
      objectives.add(objective);
      return this;
    }

    /** The period; 30 rolling days unless set. */
    public Builder window(TimeWindow window) {
      this.window = window;
      return this;
    }

    /** What one unit of the budget is; {@link Budgeting#occurrences()} unless set. */
    public Builder budgeting(Budgeting budgeting) {
      this.budgeting = budgeting;
      return this;
    }

    /** When people are told; the preset {@code google} of the period unless set. */
    public Builder alerting(AlertPolicy alerting) {
      this.alerting = alerting;
      return this;
    }

    /** What it is for; at most 1,050 characters. */
    public Builder description(String description) {
      this.description = description;
      return this;
    }

    /** Who answers for it; at most 1,050 characters. */
    public Builder owner(String owner) {
      this.owner = owner;
      return this;
    }

    /** What to do when it burns. */
    public Builder runbook(URI runbook) {
      this.runbook = runbook;
      return this;
    }

    /** Adds a label; at most 16 of them. */
    public Builder label(String key, String value) {
      labels.put(key, value);
      return this;
    }

    /**
     * Checks the definition.
     *
     * @throws InvalidDefinitionException naming the field, its value and what would be right
     */
    public Slo build() {
      Names.check("slos", name);
      try {
        checkObjectives();
        checkTexts();
        Slo slo = new Slo(this);
        slo.alerting.rules().forEach(rule -> checkRule(slo, rule));
        return slo;
      } catch (InvalidDefinitionException e) {
        throw e.within("slos." + name);
      }
    }

    private void checkObjectives() {
      if (objectives.isEmpty() || objectives.size() > MAX_OBJECTIVES) {
        throw new InvalidDefinitionException(
            "objectives",
            objectives.size() + " objectives",
            "an SLO has one objective, a composite up to " + MAX_OBJECTIVES);
      }
      if (objectives.size() > 1 && budgeting instanceof Budgeting.Timeslices) {
        throw new InvalidDefinitionException(
            "budgeting",
            "Timeslices over " + objectives.size() + " objectives",
            "a composite is counted by Occurrences or RatioTimeslices");
      }
    }

    private void checkTexts() {
      checkText("description", description);
      if (owner != null) {
        checkText("owner", owner);
      }
      labels.forEach((key, value) -> checkText("labels." + key, key + value));
      if (labels.size() > MAX_LABELS) {
        throw new InvalidDefinitionException(
            "labels", labels.size() + " labels", "there are at most " + MAX_LABELS);
      }
    }

    private static void checkText(String path, String text) {
      if (text.length() > MAX_TEXT) {
        throw new InvalidDefinitionException(
            path, text, "is longer than " + MAX_TEXT + " characters");
      }
    }

    private static void checkRule(Slo slo, AlertRule rule) {
      String path = "alerting[" + rule.id() + "]";
      BigDecimal highest = slo.maxBurnRate();
      if (BigDecimal.valueOf(rule.factor()).compareTo(highest) >= 0) {
        throw new InvalidDefinitionException(
            path + ".factor", rule.factor(), unreachable(slo, rule, highest));
      }
      Duration period = slo.window.nominalLength();
      if (rule.longWindow().compareTo(period) > 0) {
        throw new InvalidDefinitionException(
            path + ".long",
            DurationText.format(rule.longWindow()),
            "is longer than the period, " + DurationText.format(period));
      }
      slice(slo.budgeting).ifPresent(slice -> checkSlice(path, rule, slice));
    }

    private static void checkSlice(String path, AlertRule rule, Duration slice) {
      if (rule.shortWindow().compareTo(slice) < 0) {
        throw new InvalidDefinitionException(
            path + ".short",
            DurationText.format(rule.shortWindow()),
            "is shorter than one slice, " + DurationText.format(slice) + "; use shorter slices");
      }
    }

    private static Optional<Duration> slice(Budgeting budgeting) {
      if (budgeting instanceof Budgeting.Timeslices timeslices) {
        return Optional.of(timeslices.slice());
      }
      return budgeting instanceof Budgeting.RatioTimeslices ratio
          ? Optional.of(ratio.slice())
          : Optional.empty();
    }

    private static String unreachable(Slo slo, AlertRule rule, BigDecimal highest) {
      String limit = highest.setScale(2, RoundingMode.DOWN).toPlainString();
      BigDecimal reachable =
          BigDecimal.ONE
              .subtract(
                  slo.objectives
                      .get(0)
                      .weight()
                      .divide(BigDecimal.valueOf(rule.factor()), MathContext.DECIMAL64))
              .movePointRight(2)
              .setScale(2, RoundingMode.UP);
      String targets =
          slo.isComposite() ? "these targets" : "a target of " + slo.objectives.get(0).target();
      return "can never fire: with "
          + targets
          + " even a full outage burns no more than "
          + limit
          + " times the budget; use a factor below "
          + limit
          + (slo.isComposite() ? "" : ", or a target above " + reachable.toPlainString() + "%");
    }
  }
}
