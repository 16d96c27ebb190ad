package io.sre4j.artifact;

import io.sre4j.artifact.PrometheusRules.Queries;
import io.sre4j.openslo.OpenSloDefinitions.Definition;
import io.sre4j.openslo.OpenSloDefinitions.Indicator;
import io.sre4j.openslo.OpenSloDefinitions.Metric;
import io.sre4j.openslo.OpenSloDefinitions.Part;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Slo;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Prometheus is asked for to count what an SLO of OpenSLO is measured by. A query is the
 * selector of a counter, also inside {@code sum(...)}, or counts the events of <code>
 * [{{.window}}]</code> by itself.
 */
final class OpenSloQueries {
  private static final String SOURCE_TYPE = "prometheus";
  private static final Pattern WINDOW = Pattern.compile("\\{\\{\\s*\\.window\\s*\\}\\}");
  private static final Pattern RATE = Pattern.compile("\\bi?rate\\s*\\(");
  private static final Pattern SUM = Pattern.compile("sum\\s*\\((.*)\\)", Pattern.DOTALL);
  private static final String FORMS =
      "write the selector of a counter, with counter: true, or a query that counts the events of ["
          + Queries.WINDOW
          + "]";

  private OpenSloQueries() {}

  /**
   * The queries of each SLO that a definition for the fleet promises, by the SLO's name.
   *
   * @throws InvalidDefinitionException if no rules can be made of it
   */
  static Map<String, Queries> of(Definition definition) {
    List<Slo> slos = definition.slos();
    for (Indicator indicator : definition.indicators()) {
      if (indicator.metrics().containsKey(Part.THRESHOLD)) {
        throw wrong("thresholdMetric", indicator.sli(), "is no count of events; write a ratio");
      }
    }
    if (slos.isEmpty()) {
      throw wrong("slo", definition.name(), String.join("; ", definition.reasons()));
    }
    if (slos.get(0).isComposite()) {
      throw wrong(
          "objectives",
          slos.get(0).objectives().size(),
          "it is a composite; promise its objectives as SLOs of their own");
    }
    Map<String, Queries> queries = new HashMap<>();
    for (int i = 0; i < slos.size(); i++) {
      queries.put(slos.get(i).name(), queries(definition.indicators().get(i)));
    }
    return queries;
  }

  private static Queries queries(Indicator indicator) {
    Map<Part, Metric> metrics = indicator.metrics();
    Metric total = metrics.get(Part.TOTAL);
    if (total == null) {
      throw wrong(
          "ratioMetric.raw", indicator.sli(), "has no counts; write good or bad, and total");
    }
    String all = query("total", total, indicator.counter());
    Metric bad = metrics.get(Part.BAD);
    if (bad != null) {
      return Queries.ofBad(query("bad", bad, indicator.counter()), all);
    }
    Metric good = metrics.get(Part.GOOD);
    if (good == null) {
      throw wrong("ratioMetric", indicator.sli(), "has neither good nor bad");
    }
    return Queries.ofGood(query("good", good, indicator.counter()), all);
  }

  /** Counts the events of {{.window}}. */
  private static String query(String part, Metric metric, boolean counter) {
    if (!metric.type().toLowerCase(Locale.ROOT).equals(SOURCE_TYPE)) {
      throw wrong(part + ".metricSource.type", metric.type(), "is not " + SOURCE_TYPE);
    }
    String path = part + ".metricSource.spec.query";
    String query = metric.query().map(String::strip).orElse("");
    Matcher windowed = WINDOW.matcher(query);
    if (windowed.find()) {
      if (RATE.matcher(query).find()) {
        throw wrong(path, query, "counts per second; write increase");
      }
      return windowed.replaceAll(Matcher.quoteReplacement(Queries.WINDOW));
    }
    Matcher sum = SUM.matcher(query);
    String selector = sum.matches() ? sum.group(1).strip() : query;
    if (!counter || !isSelector(selector)) {
      throw wrong(path, query, FORMS);
    }
    return Queries.increase(selector);
  }

  /** Whether a text is a vector selector and nothing more: {@code name{label="value"}}. */
  private static boolean isSelector(String text) {
    int end = 0;
    while (end < text.length() && isNamePart(text.charAt(end), end > 0)) {
      end++;
    }
    String matchers = text.substring(end).strip();
    return matchers.isEmpty()
        ? end > 0
        : matchers.startsWith("{") && closingBrace(matchers) == matchers.length() - 1;
  }

  private static boolean isNamePart(char c, boolean digitsToo) {
    return c == '_'
        || c == ':'
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (digitsToo && c >= '0' && c <= '9');
  }

  /** The first closing brace that is in no string; -1 if there is none. */
  private static int closingBrace(String matchers) {
    char quote = 0;
    for (int i = 1; i < matchers.length(); i++) {
      char c = matchers.charAt(i);
      if (quote == 0 && c == '}') {
        return i;
      }
      if (quote == 0) {
        quote = "\"'`".indexOf(c) >= 0 ? c : 0;
      } else if (c == '\\' && quote != '`') {
        i++;
      } else if (c == quote) {
        quote = 0;
      }
    }
    return -1;
  }

  private static InvalidDefinitionException wrong(String path, Object value, String remedy) {
    return new InvalidDefinitionException(path, value, remedy);
  }
}
