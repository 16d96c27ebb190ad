// Where alerts and budgets stand, and why.

import { away, el, empty, keyed, redraw, row, setAttribute, setText, table } from "./dom.js";
import { NOTHING, about, count, dateTime, millis, part, percent, rate, time } from "./format.js";

const FEW = 12;
const WORST = { FIRING: 50, PENDING: 30, FROZEN: 20, RESOLVED: 10, INACTIVE: 0 };
const WORDS = {
  FIRING: "Firing",
  PENDING: "Pending",
  FROZEN: "Frozen",
  RESOLVED: "Resolved",
  INACTIVE: "Quiet",
  NONE: "No alerts",
};

/** The worst of an SLO's alerts, and how urgent it is. */
export function standing(slo) {
  let worst = null;
  for (const alert of slo.alerts) {
    const rank = WORST[alert.state] + (alert.severity === "PAGE" ? 5 : 0);
    if (worst === null || rank > worst.rank) worst = { state: alert.state, severity: alert.severity, rank };
  }
  if (worst === null) return { state: "NONE", severity: null, rank: 0, firing: false };
  return { ...worst, firing: worst.state === "FIRING" };
}

/** Shows a state in words and colour; gives what shows another. */
export function badge(parent) {
  const word = el("span", { class: "badge" });
  const severity = el("span", { class: "sub" });
  parent.append(word, severity);
  return ({ state, severity: whom }) => {
    setText(word, WORDS[state]);
    setAttribute(word, "data-state", state);
    setText(severity, ["FIRING", "PENDING"].includes(state) ? whom.toLowerCase() : "");
  };
}

/** The least factor that a rule compares each window with. */
export function factors(slo) {
  const least = new Map();
  for (const alert of slo.alerts) {
    for (const window of [alert.long, alert.short]) {
      least.set(window, Math.min(least.get(window) ?? Infinity, alert.factor));
    }
  }
  return least;
}

/** What is left of a budget; while it is not known, what of it is left at most. */
export function budgetText(slo) {
  const { state, remaining, spent, coverage } = slo.budget;
  if (remaining === null) return { text: NOTHING, sub: "nothing counted", share: null };
  if (state !== "UNKNOWN") return { text: percent(remaining, 1), sub: "", share: remaining };
  return {
    text: percent(1 - spent, 1),
    sub: part(coverage) + " of " + slo.window + " measured",
    share: 1 - spent,
  };
}

/** The part of the whole period's budget that a figure of the measured part stands for. */
export function weight(budget) {
  if (budget.state !== "UNKNOWN") return 1;
  return budget.remaining === null || budget.remaining >= 1
    ? budget.coverage
    : budget.spent / (1 - budget.remaining);
}

export function budgetCell(parent) {
  const bar = el("span", { class: "fill" });
  const frame = el("span", { class: "gauge", "aria-hidden": "true" }, bar);
  const text = el("b");
  const sub = el("span", { class: "sub" });
  parent.append(el("span", { class: "line" }, frame, text), sub);
  return (slo) => {
    const it = budgetText(slo);
    setText(text, it.text);
    setText(sub, it.sub);
    bar.style.inlineSize = it.share === null ? "0" : Math.min(100, Math.abs(it.share) * 100) + "%";
    setAttribute(
      frame,
      "data-state",
      it.share === null ? "none" : it.share <= 0 ? "spent" : it.share < 0.25 ? "low" : "left",
    );
    setAttribute(frame, "data-unknown", slo.budget.state === "UNKNOWN" ? "" : null);
  };
}

/** A burn rate against the factor that is too much: half of the bar is the factor. */
function meter(window) {
  const bar = el("span", { class: "fill" });
  const text = el("span", { class: "n" });
  const node = el(
    "div",
    { class: "meter" },
    el("span", { class: "window" }, window),
    el("span", { class: "track", "aria-hidden": "true" }, bar, el("span", { class: "mark" })),
    text,
  );
  const show = (value, factor) => {
    setText(text, rate(value) + " of " + rate(factor) + (value !== null && value > factor ? " ▲" : ""));
    bar.style.inlineSize = Math.min(100, ((value ?? 0) / factor) * 50) + "%";
    setAttribute(node, "data-over", value !== null && value > factor ? "" : null);
  };
  return { node, show };
}

/** The rules of a policy, each with both windows against its factor. */
export function alertRules(slo, parent) {
  if (slo.alerts.length === 0) {
    redraw(parent, empty("No rule watches this SLO: alerting is none."));
    return;
  }
  keyed(
    parent,
    slo.alerts,
    (it) => it.rule + it.factor,
    (alert) => {
      const state = el("div", { class: "rule-state" });
      const drawState = badge(state);
      const longer = meter(alert.long);
      const shorter = meter(alert.short);
      const since = el("span", { class: "sub" });
      const why = el("p", { class: "why" });
      state.append(since);
      const node = el(
        "li",
        { class: "rule" },
        state,
        el(
          "div",
          { class: "rule-name" },
          el("b", {}, alert.rule),
          el(
            "span",
            { class: "sub" },
            "factor " + alert.factor + (alert.for === "0s" ? "" : ", for " + alert.for),
          ),
        ),
        el("div", { class: "meters" }, longer.node, shorter.node),
        why,
      );
      const show = (it) => {
        drawState(it);
        setAttribute(node, "data-state", it.state);
        setText(since, it.state === "INACTIVE" ? "" : "since " + time(it.since));
        longer.show(it.evidence.long.burnRate, it.factor);
        shorter.show(it.evidence.short.burnRate, it.factor);
        setText(why, it.state === "INACTIVE" ? "" : it.evidence.explanation);
      };
      return { node, show };
    },
  );
}

const BY = { route: "Route", exception: "Exception", dependency: "Dependency", release: "Release" };

/** What burns, by each attribute. */
export function causes(slo, parent) {
  const kinds = [...new Set(slo.whatBurns.map((it) => it.by))];
  if (kinds.length === 0) {
    redraw(parent, empty("Nothing burned in the last 6 hours."));
    return;
  }
  redraw(
    parent,
    ...kinds.map((kind) => {
      const those = slo.whatBurns.filter((it) => it.by === kind);
      const most = Math.max(1, ...those.map((it) => it.last1h));
      const body = el(
        "tbody",
        { role: "rowgroup" },
        those.slice(0, 12).map((it) => causeRow(it, most)),
      );
      const name = BY[kind] ?? kind;
      return table(
        "What burns, by " + name.toLowerCase(),
        [name, ["5m", "n"], ["1h", "n"], ["6h", "n"]],
        body,
        "causes",
      );
    }),
  );
}

function causeRow(cause, most) {
  const bar = el("span", { class: "share", "aria-hidden": "true" });
  bar.style.inlineSize = (cause.last1h / most) * 100 + "%";
  return row(
    [[bar, el("span", { class: "name" }, cause.key)], "what"],
    [count(cause.last5m), "n"],
    [count(cause.last1h), "n"],
    [count(cause.last6h), "n"],
  );
}

/** The last bad events, each with its trace where that is shown; at first the newest only. */
export function badEvents(slo, parent, trace, all, showAll) {
  if (slo.lastBadEvents.length === 0) {
    redraw(parent, empty("No bad event yet."));
    return;
  }
  const body = el("tbody", { role: "rowgroup" });
  for (const event of all ? slo.lastBadEvents : slo.lastBadEvents.slice(0, FEW)) {
    body.append(
      row(
        [el("time", { datetime: event.at }, dateTime(event.at)), "time"],
        [event.route ?? NOTHING, "name"],
        [event.exception ?? NOTHING, "word"],
        [event.dependency ?? NOTHING, "word"],
        [millis(event.durationMs), "n"],
        [traceLink(event.traceId, trace), "trace"],
      ),
    );
  }
  const rest = slo.lastBadEvents.length - FEW;
  const more = el(
    "button",
    { type: "button", class: "more", on: { click: showAll } },
    "Show " + rest + " more",
  );
  redraw(
    parent,
    table(
      "Last bad events",
      ["At", "Route", "Exception", "Dependency", ["Took", "n"], "Trace"],
      body,
      "events",
    ),
    ...(rest > 0 && !all ? [more] : []),
  );
}

/** The id of a trace, and where it is shown if anybody said so. */
export function traceLink(id, template) {
  if (!id) return NOTHING;
  const code = el("code", {}, id);
  if (!template) return code;
  const link = away(template.replaceAll("{traceId}", encodeURIComponent(id)), "");
  if (link.nodeType !== Node.ELEMENT_NODE) return code;
  link.append(code);
  link.setAttribute("aria-label", "Trace " + id + ", in a new tab");
  return link;
}

/** What the alerts would find, and how soon, with the traffic of the last hour. */
export function detectability(slo, parent) {
  const { eventsPerHour, delays, blind } = slo.detectability;
  if (!eventsPerHour) {
    redraw(parent, empty("No traffic in the last hour, so nobody knows what the alerts could find."));
    return;
  }
  const body = el(
    "tbody",
    { role: "rowgroup" },
    delays.map((it) =>
      row(
        [it.label === "outage" ? "Full outage" : "Burn rate " + rate(it.burnRate), "what"],
        [it.byPolicy ? about(it.byPolicy) : "never", "n"],
        [it.bound ? about(it.bound) : NOTHING, "n"],
      ),
    ),
  );
  const note =
    "At " +
    count(eventsPerHour) +
    " events an hour, of a full and clean history. No method that is wrong once a year is faster than the last column.";
  redraw(
    parent,
    table(
      "What the alerts would find",
      ["If this happens", ["Found in", "n"], ["At best", "n"]],
      body,
      "detect",
    ),
    el("p", { class: "sub" }, note),
    ...(blind.length
      ? [
          el(
            "p",
            { class: "warn-text" },
            "Too little traffic for " +
              blind.join(", ") +
              ": even an outage gives too little evidence in time.",
          ),
        ]
      : []),
  );
}
