// One SLO: what is promised, where it stands, how it got there, and why.

import { away, el, redraw, section, setText } from "./dom.js";
import { NOTHING, about, count, percent, rate, seconds } from "./format.js";
import {
  alertRules,
  badEvents,
  badge,
  budgetText,
  causes,
  detectability,
  standing,
  weight,
} from "./evidence.js";
import { BurnDownChart } from "./chart.js";

export class SloView {
  missing = "There is no SLO of this name in this instance (404).";

  constructor(name, trace) {
    this.title = name;
    this.trace = trace;
    this.state = el("span", { class: "state" });
    this.drawState = badge(this.state);
    this.promise = el("p", { class: "promise" });
    this.facts = el("dl", { class: "facts" });
    this.tiles = el("dl", { class: "tiles" });
    this.chart = new BurnDownChart();
    this.nothing = el("p", { class: "empty", hidden: true }, "Nothing was counted in this period yet.");
    this.rules = el("ul", { class: "rules" });
    this.causes = el("div", { class: "columns" });
    this.events = el("div");
    this.detect = el("div");
    this.parts = {};
    const body = [
      el("div", { class: "tiles-row" }, this.tiles),
      section("Budget of the period", null, this.chart.node, this.nothing),
      section("Burn rates against their factors", "an alert needs both windows", this.rules),
      section("What burns", "bad events", this.causes),
      section("Last bad events", "times of " + Intl.DateTimeFormat().resolvedOptions().timeZone, this.events),
      section("What the alerts would find", null, this.detect),
    ];
    this.body = el("div", { hidden: true }, body);
    this.node = el(
      "div",
      { class: "one" },
      el("p", { class: "back" }, el("a", { href: "#/" }, "← All SLOs")),
      el("div", { class: "title" }, el("h1", {}, name), this.state),
      this.promise,
      this.facts,
      this.body,
    );
  }

  close() {
    this.chart.close();
  }

  show(slo) {
    this.body.hidden = false;
    this.drawState(standing(slo));
    setText(
      this.promise,
      slo.objective + " over " + slo.window + (slo.description ? ". " + slo.description : ""),
    );
    this.once("facts", [slo.owner, slo.runbook, slo.labels, slo.alerting], () => this.drawFacts(slo));
    this.drawTiles(slo);
    this.nothing.hidden = slo.burnDown.points.length > 0;
    this.chart.show(slo.burnDown, weight(slo.budget));
    alertRules(slo, this.rules);
    this.once("causes", slo.whatBurns, () => causes(slo, this.causes));
    this.once("events", slo.lastBadEvents, () => this.drawEvents(slo));
    this.once("detect", slo.detectability, () => detectability(slo, this.detect));
  }

  /** Draws again only what has changed, so that who reads or selects is not disturbed. */
  once(part, value, draw) {
    const text = JSON.stringify(value);
    if (this.parts[part] !== text) {
      this.parts[part] = text;
      draw();
    }
  }

  drawEvents(slo) {
    const showAll = () => {
      this.all = true;
      this.drawEvents(slo);
      this.events.querySelector(".scroll").focus();
    };
    badEvents(slo, this.events, this.trace, this.all === true, showAll);
  }

  drawFacts(slo) {
    const labels = Object.entries(slo.labels ?? {}).map(([name, value]) => name + "=" + value);
    const facts = [
      ["Owner", slo.owner],
      ["Runbook", slo.runbook ? away(slo.runbook, slo.runbook) : null],
      ["Indicator", slo.indicator],
      ["Budget in", slo.budgeting],
      ["Alert policy", slo.alerting],
      ["Labels", labels.join(", ")],
    ];
    redraw(
      this.facts,
      ...facts
        .filter((it) => it[1])
        .map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, value))),
    );
  }

  drawTiles(slo) {
    const pace = paceOf(Object.keys(slo.burnRates));
    const budget = budgetText(slo);
    const spentIn = slo.budget.exhaustion;
    const tiles = [
      ["SLI", slo.sli === null ? NOTHING : percent(slo.sli), "promised " + promised(slo)],
      [
        slo.budget.state === "UNKNOWN" ? "Budget left, at most" : "Budget left",
        budget.text,
        budget.sub || "of " + slo.window,
      ],
      ["Burn rate, " + pace, rate(slo.burnRates[pace].value), "1 lasts exactly the period"],
      [
        "Spent in",
        spentIn ? "~" + about(spentIn.expected) : NOTHING,
        spentIn ? about(spentIn.earliest) + " to " + about(spentIn.latest) : noTimeLeft(budget),
      ],
      ["Good", count(slo.good), ""],
      ["Bad", count(slo.bad), ""],
      ["Excluded", count(slo.excluded), ""],
    ];
    if (!this.tileNodes) {
      this.tileNodes = tiles.map(([name]) => {
        const parts = {
          name: el("dt"),
          value: el("dd", { class: "value" }),
          sub: el("dd", { class: "sub" }),
        };
        this.tiles.append(el("div", {}, parts.name, parts.value, parts.sub));
        setText(parts.name, name);
        return parts;
      });
    }
    tiles.forEach(([name, value, sub], i) => {
      setText(this.tileNodes[i].name, name);
      setText(this.tileNodes[i].value, value);
      setText(this.tileNodes[i].sub, sub);
    });
  }
}

function promised(slo) {
  return slo.target === null ? "by several objectives" : percent(slo.target, 5);
}

function noTimeLeft(budget) {
  return budget.share !== null && budget.share <= 0 ? "it is spent" : "not at this pace";
}

/** An hour; where a policy does not look at it, a window between its shortest and its longest. */
function paceOf(windows) {
  const sorted = [...windows].sort((a, b) => seconds(a) - seconds(b));
  return sorted.includes("1h") ? "1h" : sorted[Math.floor((sorted.length - 1) / 2)];
}
