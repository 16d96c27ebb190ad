package io.sre4j.coverage;

import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How coverage is judged: what is asked for, from when on, and what is meant to be as it is. */
public final class CoverageSettings {
  private final Target target;
  private final boolean isSlo;
  private final Duration warmUp;
  private final AllowList leftOut;
  private final AllowList internal;
  private final boolean hasInternal;
  private final Map<String, AllowList> allowed;
  private final @Nullable Path findingsFile;

  private CoverageSettings(Builder builder) {
    this.target = builder.target;
    this.isSlo = builder.isSlo;
    this.warmUp = builder.warmUp;
    this.leftOut = AllowList.of("coverage.leave-out", builder.leftOut);
    this.internal = AllowList.of("coverage.internal-routes", builder.internal);
    this.hasInternal = !builder.internal.isEmpty();
    this.findingsFile = builder.findingsFile;
    Map<String, AllowList> lists = new TreeMap<>();
    builder.allowed.forEach(
        (rule, patterns) -> lists.put(rule, AllowList.of("coverage.allowed." + rule, patterns)));
    this.allowed = Map.copyOf(lists);
  }

  /** Starts with a target of 99 % and a warm-up of one minute. */
  public static Builder builder() {
    return new Builder();
  }

  /** The share of the served events that should belong to a trace. */
  public Target target() {
    return target;
  }

  /** Whether the target is an SLO of the engine. */
  public boolean isSlo() {
    return isSlo;
  }

  /** For how long after the first event nothing is judged. */
  public Duration warmUp() {
    return warmUp;
  }

  /** Where the findings are left when it ends. */
  public Optional<Path> findingsFile() {
    return Optional.ofNullable(findingsFile);
  }

  boolean leavesOut(String route) {
    return AllowList.EDGE.matches(route) || leftOut.matches(route);
  }

  boolean hasInternalRoutes() {
    return hasInternal;
  }

  boolean isInternal(String route) {
    return internal.matches(route);
  }

  boolean allows(String rule, String subject) {
    return allowed.getOrDefault(rule, AllowList.NOTHING).matches(subject);
  }

  /** Collects settings; {@link #build()} checks them. Not thread-safe. */
  public static final class Builder {
    private static final Duration MAX_WARM_UP = Duration.ofHours(1);

    private Target target = Target.of("99%");
    private boolean isSlo;
    private Duration warmUp = Duration.ofMinutes(1);
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> internal = new ArrayList<>();
    private final Map<String, List<String>> allowed = new TreeMap<>();
    private @Nullable Path findingsFile;

    private Builder() {}

    /** The share of the served events that should belong to a trace; 99 % unless set. */
    public Builder target(Target target) {
      this.target = target;
      return this;
    }

    /**
     * Makes the target an SLO as well, {@value Coverage#SLO}, with burn rates, causes by route and
     * alerts as any other.
     */
    public Builder asSlo() {
      this.isSlo = true;
      return this;
    }

    /** For how long after the first event nothing is judged: up to 1 hour; 1 minute unless set. */
    public Builder warmUp(Duration warmUp) {
      this.warmUp = warmUp;
      return this;
    }

    /**
     * Leaves routes out of all judgement, beside health checks, the actuator, error pages and
     * static files, which always are.
     *
     * @param routes patterns: {@code *} within a segment, {@code **} across; with a method or not
     */
    public Builder leaveOut(String... routes) {
      leftOut.addAll(List.of(routes));
      return this;
    }

    /**
     * Names routes that only other services call, where no trace should begin; none unless set.
     *
     * @param routes patterns as of {@link #leaveOut}
     */
    public Builder internalRoutes(String... routes) {
      internal.addAll(List.of(routes));
      return this;
    }

    /**
     * Accepts what a rule finds of some subjects.
     *
     * @param rule its id: {@code SRE-001}
     * @param subjects patterns as of {@link #leaveOut}
     */
    public Builder allow(String rule, String... subjects) {
      allowed.computeIfAbsent(rule, key -> new ArrayList<>()).addAll(List.of(subjects));
      return this;
    }

    /** Leaves the findings there when it ends, in the form of a baseline. */
    public Builder findingsFile(Path file) {
      this.findingsFile = file;
      return this;
    }

    /**
     * Checks the settings.
     *
     * @throws InvalidDefinitionException if the warm-up is out of its range, a pattern is wrong, or
     *     there is no rule of an id
     */
    public CoverageSettings build() {
      if (warmUp.isNegative() || warmUp.compareTo(MAX_WARM_UP) > 0) {
        throw new InvalidDefinitionException(
            "coverage.warm-up", DurationText.format(warmUp), "lasts from 0s to 1h");
      }
      for (String rule : allowed.keySet()) {
        if (!Inspector.knows(rule)) {
          throw new InvalidDefinitionException(
              "coverage.allowed", rule, "is no rule; they are " + Inspector.ids());
        }
      }
      return new CoverageSettings(this);
    }
  }
}
