// All SLOs, the most urgent first.

import { el, keyed, setAttribute, setText } from "./dom.js";
import { NOTHING, about, count, percent, rate, seconds } from "./format.js";
import { badge, budgetCell, budgetText, factors, standing } from "./evidence.js";

const COLUMNS = 6;
const GROUPS = [
  { id: "firing", text: "firing", of: (it) => it.standing.firing },
  { id: "pending", text: "pending", of: (it) => it.standing.state === "PENDING" },
  { id: "spent", text: "budget spent", of: (it) => left(it) <= 0 },
  { id: "unknown", text: "budget not known yet", of: (it) => it.slo.budget.state === "UNKNOWN" },
];
const SORTS = {
  urgency: (a, b) => b.standing.rank - a.standing.rank || left(a) - left(b) || byName(a, b),
  name: (a, b) => byName(a, b),
  sli: (a, b) => (a.slo.sli ?? 2) - (b.slo.sli ?? 2) || byName(a, b),
  budget: (a, b) => left(a) - left(b) || byName(a, b),
};

function left(it) {
  return budgetText(it.slo).share ?? 2;
}

function byName(a, b) {
  return a.slo.name < b.slo.name ? -1 : a.slo.name > b.slo.name ? 1 : 0;
}

export class OverviewView {
  title = "SLOs";

  constructor() {
    this.sort = "urgency";
    this.group = null;
    this.windows = null;
    this.groups = el("div", { class: "groups", role: "group", "aria-label": "Show only" });
    this.filter = el("input", {
      type: "search",
      placeholder: "Filter by name, owner, objective",
      "aria-label": "Filter by name, owner or objective",
      on: { input: () => this.draw() },
    });
    this.body = el("tbody", { role: "rowgroup" });
    this.head = el("tr", { role: "row" });
    this.troubles = el("ul", { class: "troubles", hidden: true });
    this.note = el("p", { class: "empty", hidden: true });
    this.node = el(
      "div",
      { class: "overview" },
      el("h1", {}, "Service level objectives"),
      this.troubles,
      el("div", { class: "tools" }, this.groups, this.filter),
      el(
        "table",
        { class: "slos cards", role: "table" },
        el("caption", { class: "unseen" }, "Service level objectives of this instance"),
        el("thead", { role: "rowgroup" }, this.head),
        this.body,
      ),
      this.note,
    );
    this.shortcut = (event) => {
      if (event.key === "/" && !event.target.closest("input, textarea, select")) {
        event.preventDefault();
        this.filter.focus();
      }
    };
    document.addEventListener("keydown", this.shortcut);
  }

  close() {
    document.removeEventListener("keydown", this.shortcut);
  }

  show(answer) {
    this.items = answer.slos.map((slo) => ({ slo, standing: standing(slo) }));
    const windows = commonWindows(answer.slos);
    if (windows.join() !== this.windows?.join()) {
      this.windows = windows;
      this.body.replaceChildren();
      this.body.known = null;
      this.drawHead();
    }
    this.drawTroubles(answer);
    this.drawGroups();
    this.draw();
  }

  drawTroubles(answer) {
    const texts = troubles(answer);
    this.troubles.hidden = texts.length === 0;
    keyed(
      this.troubles,
      texts,
      (text) => text,
      (text) => ({ node: el("li", {}, text), show: () => {} }),
    );
  }

  drawHead() {
    const sortable = (text, key, type) =>
      el(
        "th",
        {
          scope: "col",
          role: "columnheader",
          class: type,
          "data-sort": key,
          "aria-sort": this.sort === key ? "ascending" : "none",
        },
        el("button", { type: "button", on: { click: () => this.sortBy(key) } }, text),
      );
    const windows = this.windows.map((it) =>
      el(
        "th",
        { scope: "col", role: "columnheader", class: "n" },
        el("abbr", { title: "Burn rate over " + it }, it),
      ),
    );
    this.head.replaceChildren(
      sortable("State", "urgency", "state"),
      sortable("SLO", "name", "what"),
      sortable("SLI", "sli", "n"),
      sortable("Budget left", "budget", "left"),
      ...windows,
      el("th", { scope: "col", role: "columnheader", class: "n" }, "Spent in"),
    );
  }

  sortBy(key) {
    this.sort = key;
    for (const head of this.head.querySelectorAll("[data-sort]")) {
      head.setAttribute("aria-sort", head.dataset.sort === key ? "ascending" : "none");
    }
    this.draw();
  }

  drawGroups() {
    const all = { id: null, text: this.items.length === 1 ? "SLO" : "SLOs", of: () => true };
    keyed(
      this.groups,
      [all, ...GROUPS],
      (group) => group.id,
      (group) => {
        const number = el("b");
        const node = el(
          "button",
          { type: "button", "data-group": group.id ?? "all", on: { click: () => this.only(group.id) } },
          number,
          " " + group.text,
        );
        const show = (it) => {
          const size = this.items.filter(it.of).length;
          setText(number, size);
          setAttribute(node, "aria-pressed", String(this.group === it.id));
          setAttribute(node, "data-none", size === 0 ? "" : null);
        };
        return { node, show };
      },
    );
  }

  only(group) {
    this.group = this.group === group ? null : group;
    this.drawGroups();
    this.draw();
  }

  draw() {
    if (!this.items) return;
    const words = this.filter.value.trim().toLowerCase();
    const group = GROUPS.find((it) => it.id === this.group);
    const shown = this.items
      .filter((it) => !group || group.of(it))
      .filter((it) => [it.slo.name, it.slo.owner, it.slo.objective].join(" ").toLowerCase().includes(words))
      .sort(SORTS[this.sort]);
    keyed(
      this.body,
      shown,
      (it) => it.slo.name,
      () => sloRow(this.windows),
    );
    this.note.hidden = shown.length > 0;
    setText(
      this.note,
      this.items.length === 0
        ? "This application promises nothing yet: sre.slos.<name>.target is where to begin."
        : "No SLO is like that.",
    );
  }
}

/** What went wrong with the measuring itself. */
function troubles(answer) {
  const texts = [];
  if (answer.store?.problem) texts.push("Store: " + answer.store.problem);
  for (const it of answer.delivery ?? []) {
    if (it.lastFailure && it.nextAttempt) {
      texts.push("Delivery to " + it.receiver + " fails: " + it.lastFailure.reason);
    }
    if (it.dropped > 0) texts.push("Delivery to " + it.receiver + ": " + count(it.dropped) + " notices were given up");
  }
  if (answer.failedRecordings > 0) texts.push(count(answer.failedRecordings) + " requests could not be recorded");
  if (answer.droppedTransitions > 0) {
    texts.push(count(answer.droppedTransitions) + " alerts were not told to a listener that blocks");
  }
  if (answer.failedListeners > 0) texts.push("Listeners of alerts threw " + count(answer.failedListeners) + " times");
  return texts;
}

/** The windows that most SLOs have, the shortest first. */
function commonWindows(slos) {
  const uses = new Map();
  for (const slo of slos) {
    for (const window of Object.keys(slo.burnRates)) uses.set(window, (uses.get(window) ?? 0) + 1);
  }
  return [...uses]
    .sort((a, b) => b[1] - a[1] || seconds(a[0]) - seconds(b[0]))
    .slice(0, COLUMNS)
    .map((it) => it[0])
    .sort((a, b) => seconds(a) - seconds(b));
}

function sloRow(windows) {
  const cell = (type, label) => el("td", { role: "cell", class: type, "data-label": label });
  const state = cell("state", null);
  const link = el("a", {});
  const objective = el("span", { class: "sub" });
  const sli = cell("n", "SLI");
  const budget = cell("left", "Budget left");
  const rates = windows.map((window) => cell("n burn", window));
  const spent = cell("n", "Spent in");
  const what = el("th", { scope: "row", role: "rowheader", class: "what" }, link, objective);
  const node = el("tr", { role: "row" }, state, what, sli, budget, rates, spent);
  const drawState = badge(state);
  const drawBudget = budgetCell(budget);
  const show = ({ slo, standing: now }) => {
    drawState(now);
    setAttribute(node, "data-state", now.state);
    setText(link, slo.name);
    setAttribute(link, "href", "#/slo/" + encodeURIComponent(slo.name));
    setText(objective, slo.objective + " over " + slo.window);
    setText(sli, slo.sli === null ? (slo.state === "NO_DATA" ? "no event yet" : NOTHING) : percent(slo.sli));
    drawBudget(slo);
    const limits = factors(slo);
    const own = ownWindows(slo, windows);
    rates.forEach((node, i) =>
      drawRate(node, slo.burnRates[own[i]], limits.get(own[i]), own[i] === windows[i] ? "" : own[i]),
    );
    setText(spent, slo.budget.exhaustion ? "~" + about(slo.budget.exhaustion.expected) : NOTHING);
  };
  return { node, show };
}

/** The windows of a row; where some are other ones they are named in the cells, the shortest first. */
function ownWindows(slo, windows) {
  const own = Object.keys(slo.burnRates);
  if (own.every((it) => windows.includes(it))) return windows;
  return own.sort((a, b) => seconds(a) - seconds(b));
}

function drawRate(node, burn, limit, window) {
  const value = burn?.value ?? null;
  const heat = value === null || value < 1 ? null : limit !== undefined && value > limit ? "over" : "warm";
  const text = rate(value) + (heat === "over" ? " ▲" : "");
  if (node.shown !== text + window) {
    node.shown = text + window;
    node.replaceChildren(text, ...(window ? [el("span", { class: "sub" }, window)] : []));
  }
  setAttribute(node, "data-heat", heat);
  setAttribute(node, "data-nothing", value === null ? "" : null);
}
