// Routes on the left, what they call on the right. The table below says the same to who cannot see.

import { el, svg } from "./dom.js";
import { count, percent } from "./format.js";

const WIDTH = 920;
const BOX = 300;
const STEP = 46;
const TALL = 34;
const MOST = 20;

/** A picture of the routes that call most. */
export function drawing(routes, shares) {
  const shown = [...routes].sort((a, b) => b.requests - a.requests).slice(0, MOST);
  const names = [...new Set(shown.flatMap((route) => route.dependencies.map((it) => it.dependency)))].slice(
    0,
    MOST,
  );
  const burned = new Map(names.map((name) => [name, worst(shares, name)]));
  names.sort((a, b) => (burned.get(b)?.share ?? 0) - (burned.get(a)?.share ?? 0));
  const height = Math.max(shown.length, names.length) * STEP + 12;
  const left = shown.map((_, i) => place(i, shown.length, height));
  const right = names.map((_, i) => place(i, names.length, height));
  const most = Math.max(...shown.flatMap((route) => route.dependencies.map((it) => it.calls)), 1);
  const edges = shown.flatMap((route, i) =>
    route.dependencies
      .filter((it) => names.includes(it.dependency))
      .map((it) => edge(left[i], right[names.indexOf(it.dependency)], it, route, most)),
  );
  const picture = svg(
    "svg",
    {
      viewBox: "0 0 " + WIDTH + " " + height,
      role: "img",
      "aria-label":
        shown.length +
        " routes and the " +
        names.length +
        " dependencies they call; the tables below have the same",
      class: "drawing",
    },
    edges,
    shown.map((route, i) => box(0, left[i], route.route, count(route.requests) + " requests", null)),
    names.map((name, i) =>
      box(WIDTH - BOX, right[i], name, shareText(burned.get(name)), burned.get(name)?.share ?? null),
    ),
  );
  const hidden = routes.length - shown.length;
  return el(
    "div",
    {},
    el(
      "div",
      { class: "scroll", tabindex: "0", role: "region", "aria-label": "Drawing of the dependencies" },
      picture,
    ),
    el(
      "p",
      { class: "legend" },
      key("HARD", "hard: requests fail where it fails"),
      key("SOFT", "soft: they succeed without it"),
      key("UNKNOWN", "unknown: too few failures to tell"),
      hidden > 0 ? el("span", {}, "and " + count(hidden) + " routes more in the tables") : null,
    ),
  );
}

/** Of all budgets the one that it burned the greatest share of, in the last hour. */
function worst(shares, dependency) {
  return shares
    .filter((it) => it.dependency === dependency && it.last1h.of > 0)
    .map((it) => ({ slo: it.slo, share: it.last1h.share, bad: it.last1h.bad }))
    .sort((a, b) => b.share - a.share)[0];
}

function shareText(burned) {
  return burned
    ? percent(burned.share, 1) + " of what burned " + burned.slo
    : "burned no budget";
}

function place(i, size, height) {
  return (height / size) * (i + 0.5);
}

function edge(from, to, it, route, most) {
  const x1 = BOX;
  const x2 = WIDTH - BOX;
  const bend = (x2 - x1) / 2;
  const width = 1 + 3 * (Math.log1p(it.calls) / Math.log1p(most));
  return svg(
    "path",
    {
      d: `M${x1} ${from} C${x1 + bend} ${from} ${x2 - bend} ${to} ${x2} ${to}`,
      class: "edge",
      "data-kind": it.hardness,
      "stroke-width": width.toFixed(1),
    },
    svg(
      "title",
      {},
      route.route +
        " calls " +
        it.dependency +
        ": " +
        it.hardness.toLowerCase() +
        ", " +
        count(it.failedCalls) +
        " of " +
        count(it.calls) +
        " calls failed",
    ),
  );
}

function box(x, y, name, sub, share) {
  const top = y - TALL / 2 - 2;
  return svg(
    "g",
    { class: "box" },
    svg("title", {}, name),
    svg("rect", { x: x + 0.5, y: top, width: BOX - 1, height: TALL + 4, rx: 6 }),
    share === null
      ? null
      : svg("rect", {
          x: x + 0.5,
          y: top,
          width: Math.max(3, (BOX - 1) * share),
          height: TALL + 4,
          rx: 6,
          class: "burned",
        }),
    svg("text", { x: x + 12, y: y - 3, class: "box-name" }, cut(name, 34)),
    svg("text", { x: x + 12, y: y + 13, class: "box-sub" }, cut(sub, 46)),
  );
}

function cut(text, length) {
  return text.length <= length ? text : text.slice(0, length - 1) + "…";
}

function key(kind, text) {
  const line = svg(
    "svg",
    { viewBox: "0 0 40 8", class: "legend-line", "aria-hidden": "true" },
    svg("path", { d: "M0 4 H40", class: "edge", "data-kind": kind, "stroke-width": 3 }),
  );
  return el("span", {}, line, text);
}
