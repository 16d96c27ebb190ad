// What tracing sees of what is served, and what is wrong with it.

import { el, empty, redraw, row, section, setText, table } from "./dom.js";
import { count, percent } from "./format.js";
import { traceLink } from "./evidence.js";

const LEVELS = { HIGH: "bad", MEDIUM: "warn", LOW: "quiet", INFO: "quiet" };
const ROUTES = 200;

export class CoverageView {
  title = "Coverage";

  constructor(trace) {
    this.trace = trace;
    this.findings = el("div");
    this.slis = el("div");
    this.routes = el("div");
    this.rules = el("div");
    this.score = el("div");
    this.parts = {};
    this.note = el("p", { class: "promise" });
    this.body = el(
      "div",
      { hidden: true },
      section("Findings", null, this.findings),
      section("Instrumentation Score", null, this.score),
      section("Indicators", "of the last hour", this.slis),
      section("Routes", "of the last hour", this.routes),
      section("Rules", null, this.rules),
    );
    this.off = el("div", { hidden: true });
    this.node = el(
      "div",
      { class: "coverage" },
      el("h1", {}, "Tracing coverage"),
      this.note,
      this.body,
      this.off,
    );
  }

  show(answer) {
    const coverage = answer.coverage;
    this.body.hidden = !coverage;
    this.off.hidden = Boolean(coverage);
    if (!coverage) {
      this.once("off", true, () =>
        redraw(
          this.off,
          empty(
            "Coverage is not measured here. It is where a tracer is on the class path and its spans are exported, or with",
          ),
          el("pre", {}, "sre.coverage.enabled=true"),
        ),
      );
      return;
    }
    setText(
      this.note,
      coverage.warm
        ? "How much of what is served belongs to a trace, whatever the sampling."
        : "Not judged yet: the first requests of a process are left out.",
    );
    this.once("findings", answer.findings, () => this.drawFindings(answer.findings, coverage.warm));
    this.once("score", answer.score, () => this.drawScore(answer.score));
    this.once("slis", coverage.slis, () => this.drawSlis(coverage.slis));
    this.once("routes", coverage.routes, () => this.drawRoutes(coverage.routes));
    this.once("rules", coverage.rules, () => this.drawRules(coverage.rules));
  }

  once(part, value, draw) {
    const text = JSON.stringify(value);
    if (this.parts[part] !== text) {
      this.parts[part] = text;
      draw();
    }
  }

  drawFindings(findings, isWarm) {
    if (findings.length === 0) {
      redraw(
        this.findings,
        empty(isWarm ? "Nothing is wrong with what was seen." : "Nothing was judged yet."),
      );
      return;
    }
    redraw(
      this.findings,
      el(
        "ul",
        { class: "findings" },
        findings.map((it) => this.finding(it)),
      ),
    );
  }

  finding(it) {
    const examples = it.examples
      .slice(0, 4)
      .map((example) =>
        el(
          "li",
          {},
          example.where ?? "",
          " ",
          example.traceId ? traceLink(example.traceId, this.trace) : null,
        ),
      );
    return el(
      "li",
      { class: "finding", "data-level": LEVELS[it.level] ?? "quiet" },
      el(
        "p",
        { class: "finding-head" },
        el("span", { class: "badge", "data-level": LEVELS[it.level] ?? "quiet" }, it.level.toLowerCase()),
        el("b", {}, it.subject),
        el("code", {}, it.rule),
        el("span", { class: "sub" }, seen(it)),
      ),
      el("p", {}, withCode(it.remedy)),
      examples.length ? el("ul", { class: "examples" }, examples) : null,
    );
  }

  drawScore(score) {
    if (!score || score.rules.length === 0) {
      redraw(this.score, empty("No rule could be judged yet."));
      return;
    }
    const body = el(
      "tbody",
      { role: "rowgroup" },
      score.rules.map((it) =>
        row(
          [it.id, "what id"],
          it.impact.toLowerCase(),
          [it.passed ? "passed" : "failed", it.passed ? "good-text" : "bad-text"],
          [it.reason ?? "", "name"],
        ),
      ),
    );
    redraw(
      this.score,
      el(
        "p",
        { class: "score" },
        el("b", {}, count(score.value)),
        " of 100, ",
        score.category ?? "",
        el("span", { class: "sub" }, score.title),
      ),
      table("Rules of the Instrumentation Score", ["Rule", "Impact", "Result", "Why"], body, "plain"),
    );
  }

  drawSlis(slis) {
    if (slis.length === 0) {
      redraw(this.slis, empty("No indicator counted a request yet."));
      return;
    }
    const body = el(
      "tbody",
      { role: "rowgroup" },
      slis.map((it) => row([it.name, "what"], stateText(it.state), ...shares(it))),
    );
    redraw(this.slis, table("Coverage of indicators", ["Indicator", "State", ...HEADS], body, "plain"));
  }

  drawRoutes(routes) {
    if (routes.length === 0) {
      redraw(this.routes, empty("No route is known yet."));
      return;
    }
    const body = el(
      "tbody",
      { role: "rowgroup" },
      routes
        .slice(0, ROUTES)
        .map((it) =>
          row([it.route, "what name"], stateText(it.state) + (it.judged ? "" : ", left out"), ...shares(it)),
        ),
    );
    const more =
      routes.length > ROUTES
        ? [el("p", { class: "sub" }, "And " + count(routes.length - ROUTES) + " more in the JSON.")]
        : [];
    redraw(this.routes, table("Coverage of routes", ["Route", "State", ...HEADS], body, "plain"), ...more);
  }

  drawRules(rules) {
    const place = (it) => (it.state === "FAIL" ? 0 : it.state === "PASS" ? 1 : 2);
    const sorted = [...rules].sort((a, b) => place(a) - place(b));
    const body = el(
      "tbody",
      { role: "rowgroup" },
      sorted.map((it) =>
        row(
          [el("code", {}, it.id), "what id"],
          it.name,
          [stateText(it.state), it.state === "FAIL" ? "bad-text" : it.state === "PASS" ? "good-text" : null],
          [it.of ? count(it.seen) + " of " + count(it.of) : "", "n"],
          [it.reason ?? "", "name"],
        ),
      ),
    );
    redraw(
      this.rules,
      table("Rules of coverage", ["Rule", "Looks for", "Says", ["Seen", "n"], "Why"], body, "plain"),
    );
  }
}

const HEADS = [
  ["Served", "n"],
  "Traced",
  ["Not observed", "n"],
  ["No trace", "n"],
  ["Not recorded", "n"],
  ["Sampled", "n"],
];

function shares(it) {
  return [
    [count(it.served), "n"],
    interval(it.coverage),
    [count(it.unobserved), "n"],
    [count(it.untraced), "n"],
    [count(it.unrecorded), "n"],
    [count(it.sampled), "n"],
  ];
}

/** A share, and where the true one lies. */
function interval(share) {
  if (share.ratio === null) return "–";
  const bar = el("span", { class: "fill" });
  bar.style.inlineSize = share.ratio * 100 + "%";
  return el(
    "span",
    { class: "line" },
    el(
      "span",
      { class: "gauge", "aria-hidden": "true", "data-state": share.ratio < 0.9 ? "low" : "left" },
      bar,
    ),
    el("b", {}, percent(share.ratio, 1)),
    el("span", { class: "sub" }, percent(share.low, 1) + " to " + percent(share.high, 1)),
  );
}

/** What stands between backticks is code. */
function withCode(text) {
  return text.split("`").map((it, i) => (i % 2 === 1 ? el("code", {}, it) : it));
}

function stateText(state) {
  return state.toLowerCase().replaceAll("_", " ");
}

function seen(it) {
  return it.of ? count(it.seen) + " of " + count(it.of) : count(it.seen) + " times";
}
