package io.sre4j.spring.actuate;

import io.sre4j.coverage.report.CoverageReport;
import io.sre4j.coverage.report.RouteCoverage;
import io.sre4j.coverage.report.SliCoverage;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Example;
import io.sre4j.finding.Finding;
import io.sre4j.finding.Proportion;
import io.sre4j.finding.Verdict;
import io.sre4j.score.Category;
import io.sre4j.score.InstrumentationScore;
import io.sre4j.score.ScoreResult;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of what is served is traced, and what is found of it, as the endpoint shows it. */
final class CoverageJson {
  private CoverageJson() {}

  static Map<String, @Nullable Object> of(CoverageReport report) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("asOf", report.asOf().toString());
    json.put("warm", report.isWarm());
    json.put("slis", report.slis().stream().map(CoverageJson::sli).toList());
    json.put("routes", report.routes().stream().map(CoverageJson::route).toList());
    json.put("rules", report.verdicts().stream().map(CoverageJson::rule).toList());
    return json;
  }

  private static Map<String, @Nullable Object> sli(SliCoverage sli) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", sli.sli());
    json.put("state", sli.state().name());
    counts(json, sli.recent());
    json.put("sinceStart", total(sli.total()));
    return json;
  }

  private static Map<String, @Nullable Object> route(RouteCoverage route) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("route", route.route());
    json.put("slis", route.slis().stream().sorted().toList());
    json.put("state", route.state().name());
    json.put("judged", route.isJudged());
    counts(json, route.recent());
    json.put("sinceStart", total(route.total()));
    return json;
  }

  private static Map<String, @Nullable Object> total(TraceCounts counts) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    counts(json, counts);
    return json;
  }

  private static void counts(Map<String, @Nullable Object> json, TraceCounts counts) {
    json.put("served", counts.served());
    json.put("coverage", proportion(counts.coverage()));
    json.put("unobserved", counts.unobserved());
    json.put("untraced", counts.untraced());
    json.put("unrecorded", counts.unrecorded());
    json.put("recorded", counts.recorded());
    json.put("sampled", counts.sampled());
  }

  /** The share and where the true one lies; nulls if nothing was counted. */
  private static Map<String, @Nullable Object> proportion(Proportion share) {
    boolean known = share.whole() > 0;
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("ratio", JsonValues.number(share.value()));
    json.put("low", known ? JsonValues.number(share.low()) : null);
    json.put("high", known ? JsonValues.number(share.high()) : null);
    return json;
  }

  private static Map<String, @Nullable Object> rule(Verdict verdict) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", verdict.rule().id());
    json.put("name", verdict.rule().name());
    json.put("level", verdict.rule().level().name());
    json.put("state", verdict.state().name());
    json.put("reason", verdict.reason());
    json.put("seen", verdict.share().part());
    json.put("of", verdict.share().whole());
    return json;
  }

  /** One defect of the telemetry. */
  static Map<String, @Nullable Object> finding(Finding finding) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("rule", finding.rule());
    json.put("subject", finding.subject());
    json.put("level", finding.level().name());
    json.put("seen", finding.seen());
    json.put("of", finding.of());
    json.put("examples", finding.examples().stream().map(CoverageJson::example).toList());
    json.put("remedy", finding.remedy());
    return json;
  }

  private static Map<String, @Nullable Object> example(Example example) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("traceId", example.traceId());
    json.put("where", example.where());
    return json;
  }

  /** The Instrumentation Score, in which none of our rules has a part. */
  static Map<String, @Nullable Object> score(InstrumentationScore score) {
    boolean isAssessed = !score.results().isEmpty();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("title", score.title());
    json.put("value", JsonValues.number(score.value()));
    json.put("category", isAssessed ? Category.of(score.value()).title() : null);
    json.put("rules", score.results().stream().map(CoverageJson::scored).toList());
    return json;
  }

  private static Map<String, @Nullable Object> scored(ScoreResult result) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", result.rule().id());
    json.put("impact", result.rule().impact().name());
    json.put("passed", result.isPassed());
    json.put("reason", result.reason());
    return json;
  }
}
