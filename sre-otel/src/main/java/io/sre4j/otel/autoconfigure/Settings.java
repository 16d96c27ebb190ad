package io.sre4j.otel.autoconfigure;

import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Target;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an operator sets, each as a system property, {@code sre.slo.file}, or in the environment,
 * {@code SRE_SLO_FILE}; the property wins. What is wrong is said in the log and taken as not set:
 * the host's telemetry does not end by it. Immutable.
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><td>{@code sre.slo.file}</td><td>a file of OpenSLO</td></tr>
 * <tr><td>{@code sre.coverage.target}</td><td>{@code 99%} unless set</td></tr>
 * <tr><td>{@code sre.coverage.warm-up}</td><td>{@code 1m} unless set</td></tr>
 * <tr><td>{@code sre.coverage.leave-out}</td><td>routes that are not judged, by commas</td></tr>
 * <tr><td>{@code sre.coverage.allowed.sre-001}</td><td>what of a rule is meant to be so</td></tr>
 * <tr><td>{@code sre.coverage.findings-file}</td><td>where findings are left at the end</td></tr>
 * <tr><td>{@code sre.traces.keep.enabled}</td><td>whether traces of bad requests are kept</td></tr>
 * </table>
 */
public final class Settings {
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final Pattern NO_LETTER = Pattern.compile("[^A-Z0-9]");

  private final Function<String, @Nullable String> source;

  private Settings(Function<String, @Nullable String> source) {
    this.source = source;
  }

  /** Those of this process. */
  public static Settings ofProcess() {
    return of(System::getProperty, System::getenv);
  }

  /**
   * Those of two sources, each null for what it does not have.
   *
   * @param properties asked first, by the name of a setting
   * @param environment asked by the name of its variable
   */
  public static Settings of(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    return new Settings(key -> {
      String property = properties.apply(key);
      return property != null ? property : environment.apply(variable(key));
    });
  }

  /** The same, with one that is not set. */
  Settings without(String key) {
    return new Settings(asked -> asked.equals(key) ? null : source.apply(asked));
  }

  /** {@code SRE_COVERAGE_WARM_UP} for {@code sre.coverage.warm-up}. */
  private static String variable(String key) {
    return NO_LETTER.matcher(key.toUpperCase(Locale.ROOT)).replaceAll("_");
  }

  /** The text that is set, without blanks around it; empty if there is none. */
  public Optional<String> text(String key) {
    return Optional.ofNullable(source.apply(key)).map(String::strip).filter(s -> !s.isEmpty());
  }

  /** Whether it is set to {@code true}. */
  public boolean isOn(String key) {
    return text(key).filter("true"::equalsIgnoreCase).isPresent();
  }

  /** How coverage is judged. */
  public CoverageSettings coverage() {
    CoverageSettings.Builder builder = CoverageSettings.builder();
    read("sre.coverage.target", value -> builder.target(Target.of(value)));
    read(
        "sre.coverage.warm-up",
        value -> builder.warmUp(DurationText.parse("sre.coverage.warm-up", value)));
    read("sre.coverage.leave-out", value -> builder.leaveOut(COMMA.split(value)));
    read("sre.coverage.findings-file", value -> builder.findingsFile(Path.of(value)));
    Coverage.rules()
        .forEach(rule -> {
          String id = rule.id();
          read(
              "sre.coverage.allowed." + id.toLowerCase(Locale.ROOT),
              value -> builder.allow(id, COMMA.split(value)));
        });
    try {
      return builder.build();
    } catch (InvalidDefinitionException wrong) {
      log().log(Level.ERROR, "{0}; coverage is judged as if nothing was set", wrong.getMessage());
      return CoverageSettings.builder().build();
    }
  }

  private void read(String key, Consumer<String> to) {
    text(key)
        .ifPresent(value -> {
          try {
            to.accept(value);
          } catch (IllegalArgumentException wrong) {
            log().log(Level.ERROR, leftOut(key, value, wrong));
          }
        });
  }

  /** In printable characters. */
  private static String leftOut(String key, String value, IllegalArgumentException wrong) {
    String why = String.valueOf(wrong.getMessage()).replaceAll("\\p{Cc}", "?");
    return String.valueOf(
        new InvalidDefinitionException(key, value, "is left out: " + why).getMessage());
  }

  /* Asked for when there is something to say: in an agent the first logger of all decides which log
   * manager the application gets. */
  private static Logger log() {
    return System.getLogger(Settings.class.getName());
  }
}
