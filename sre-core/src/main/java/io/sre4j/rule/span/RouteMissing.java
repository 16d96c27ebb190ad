package io.sre4j.rule.span;

import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import io.sre4j.finding.Level;
import io.sre4j.finding.RuleText;
import io.sre4j.rule.Shape;
import io.sre4j.rule.TallyRule;

/** Server spans that no route can be told of. */
final class RouteMissing extends TallyRule {
  private static final RuleText TEXT =
      RuleText.of(
          3,
          "server span without route",
          Level.MEDIUM,
          "more than 5 % of the server spans of HTTP have no `http.route` (or Micrometer's `uri`),"
              + " or `/*` or `UNKNOWN` for one (lower bound of the interval); answers of 401, 403,"
              + " 404 and 405 and static files, whose route is `/**`, are left out",
          50,
          "Set `http.route` to the matched template where the request is routed.",
          Hook.CONTENT);

  RouteMissing() {
    super(TEXT, Defect.ROUTE_MISSING, Shape.SHARE, 0.05);
  }
}
