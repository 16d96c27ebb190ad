// What each route depends on, whether it can do without, and what of the budgets that takes.

import { el, empty, redraw, row, section, table } from "./dom.js";
import { NOTHING, count, millis, percent } from "./format.js";
import { drawing } from "./drawing.js";

const ROUTES = 200;

export class DependencyView {
  title = "Dependencies";

  constructor() {
    this.picture = el("div");
    this.burns = el("div");
    this.edges = el("div");
    this.ceilings = el("div");
    this.text = null;
    this.body = el(
      "div",
      { hidden: true },
      section("Who calls whom", "and what burned in the last hour", this.picture),
      section(
        "Share of the budgets",
        "bad events in which a dependency failed or was waited for",
        this.burns,
      ),
      section("Each call", "since the start", this.edges),
      section("What routes can promise", "the availability that hard dependencies leave", this.ceilings),
    );
    this.nothing = el("div");
    this.node = el("div", { class: "dependencies" }, el("h1", {}, "Dependencies"), this.nothing, this.body);
  }

  show(answer) {
    const text = JSON.stringify(answer.dependencies ?? null);
    if (text === this.text) return;
    this.text = text;
    const known = answer.dependencies;
    const routes = (known?.routes ?? []).filter((it) => it.dependencies.length > 0);
    this.body.hidden = routes.length === 0;
    this.nothing.replaceChildren();
    if (routes.length === 0) {
      redraw(
        this.nothing,
        empty(
          "No call to a dependency was seen yet. Calls by RestClient, RestTemplate and WebClient are seen if the client was made by Spring's injected builder.",
        ),
      );
      return;
    }
    redraw(this.picture, drawing(routes, known.whatBurns));
    this.drawBurns(known.whatBurns);
    this.drawEdges(routes, known.callsBeyondLimits);
    this.drawCeilings(routes);
  }

  drawBurns(shares) {
    if (shares.length === 0) {
      redraw(this.burns, empty("No dependency burned a budget in the last 6 hours."));
      return;
    }
    const body = el(
      "tbody",
      { role: "rowgroup" },
      shares.map((it) =>
        row(
          [it.dependency, "what name"],
          el("a", { href: "#/slo/" + encodeURIComponent(it.slo) }, it.slo),
          ...[it.last5m, it.last1h, it.last6h].map((part) => [
            part.of
              ? percent(part.share, 1) + " (" + count(part.bad) + " of " + count(part.of) + ")"
              : NOTHING,
            "n",
          ]),
        ),
      ),
    );
    redraw(
      this.burns,
      table(
        "Share of the budgets",
        ["Dependency", "SLO", ["5m", "n"], ["1h", "n"], ["6h", "n"]],
        body,
        "plain",
      ),
    );
  }

  drawEdges(routes, beyond) {
    const rows = routes
      .slice(0, ROUTES)
      .flatMap((route) =>
        route.dependencies.map((it) =>
          row(
            [route.route, "what name"],
            [it.dependency, "word"],
            [hardness(it), "hardness"],
            [count(it.calls), "n"],
            [it.callsPerRequest === null ? NOTHING : it.callsPerRequest.toFixed(1), "n"],
            [count(it.failedCalls), "n"],
            [count(it.retries), "n"],
            [percent(it.badWhenFailed.share, 0), "n"],
            [percent(it.badWhenFine.share, 1), "n"],
            [millis(it.p50BelowMs), "n"],
            [millis(it.p99BelowMs), "n"],
          ),
        ),
      );
    const heads = [
      "Route",
      "Dependency",
      "Can do without",
      ["Calls", "n"],
      ["A request", "n"],
      ["Failed", "n"],
      ["Retries", "n"],
      ["Bad if it fails", "n"],
      ["Bad if fine", "n"],
      ["p50 <", "n"],
      ["p99 <", "n"],
    ];
    const more =
      beyond > 0
        ? [el("p", { class: "sub" }, count(beyond) + " calls were beyond the limits and are in no row.")]
        : [];
    redraw(this.edges, table("Each call", heads, el("tbody", { role: "rowgroup" }, rows), "plain"), ...more);
  }

  drawCeilings(routes) {
    const rows = routes.slice(0, ROUTES).map((it) => {
      const ceiling = it.ceiling;
      const promises = ceiling.promises.map((promise) =>
        el(
          "div",
          { class: "id" },
          promise.slo +
            " " +
            percent(promise.target, 5) +
            ": " +
            promise.standing.toLowerCase().replaceAll("_", " "),
        ),
      );
      return row(
        [it.route, "what name"],
        [count(it.requests), "n"],
        [ceiling.hard.length ? percent(ceiling.availability) : NOTHING, "n"],
        ceiling.hard.join(", ") || "none known to be hard",
        promises.length ? [promises, null] : NOTHING,
      );
    });
    redraw(
      this.ceilings,
      table(
        "What routes can promise",
        ["Route", ["Requests", "n"], ["At most", "n"], "By", "Promises"],
        el("tbody", { role: "rowgroup" }, rows),
        "plain",
      ),
    );
  }
}

const WORDS = { HARD: "no, hard", SOFT: "yes, soft", UNKNOWN: "unknown" };

function hardness(edge) {
  return [
    el("span", { class: "edge-kind", "data-kind": edge.hardness }, WORDS[edge.hardness] ?? edge.hardness),
    edge.reason ? el("span", { class: "sub" }, edge.reason) : null,
  ];
}
