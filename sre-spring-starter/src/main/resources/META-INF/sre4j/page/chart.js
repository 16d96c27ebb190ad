// How a budget went through its period. uPlot draws the lines; it is a script of this host.

import { el, setText } from "./dom.js";
import { dateTime, percent } from "./format.js";

const HEIGHT = 240;
const SEEN = 0.5;

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function at(iso) {
  return Date.parse(iso) / 1000;
}

export class BurnDownChart {
  constructor() {
    this.canvas = el("div", { class: "plot" });
    this.words = el("figcaption", { class: "sub" });
    this.node = el("figure", { class: "burn-down" }, this.canvas, this.words);
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.canvas);
    this.scheme = window.matchMedia("(prefers-color-scheme: dark)");
    this.recolour = () => this.draw();
    this.scheme.addEventListener("change", this.recolour);
  }

  close() {
    this.watch.disconnect();
    this.scheme.removeEventListener("change", this.recolour);
    this.plot?.destroy();
  }

  show(burnDown) {
    this.data = burnDown;
    this.describe();
    const points = burnDown.points;
    this.node.hidden = points.length === 0;
    if (points.length === 0) return;
    this.range = [at(burnDown.from), Math.max(at(burnDown.end), at(burnDown.from) + 1)];
    if (this.plot) this.plot.setData(this.lines());
    else this.draw();
  }

  describe() {
    const { points, from, end, measuredFrom, heldFrom } = this.data;
    const last = points[points.length - 1];
    const text = last
      ? "From " + dateTime(from) + " to " + dateTime(end) + ": " + percent(last.remaining, 2) + " left of the budget of what was measured."
      : "";
    const gap = at(measuredFrom) - at(from) > 60 ? " Measured since " + dateTime(measuredFrom) + "; shaded time was not." : "";
    const rough = at(heldFrom) - at(measuredFrom) > 60 ? " Before " + dateTime(heldFrom) + " only the sum is known." : "";
    setText(this.words, text + gap + rough);
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", "Burn-down of the error budget. " + text);
  }

  /** Time, what is left, and a pace that lasts exactly the period. */
  lines() {
    const points = this.data.points;
    const [from, end] = this.range;
    const times = points.map((point) => at(point.at));
    const pace = times.map((time) => (100 * (end - time)) / (end - from));
    return [times, points.map((point) => point.remaining * 100), pace];
  }

  resize() {
    const width = this.canvas.clientWidth;
    if (this.plot && width > 0 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
  }

  draw() {
    this.plot?.destroy();
    this.plot = null;
    if (!this.data || this.data.points.length === 0 || typeof window.uPlot !== "function") return;
    const grid = { stroke: ink("--rule"), width: 1 };
    const ticks = { ...grid, size: 4 };
    const axis = { stroke: ink("--quiet"), grid, ticks, font: "12px system-ui, sans-serif" };
    const options = {
      width: Math.max(200, this.canvas.clientWidth),
      height: HEIGHT,
      legend: { live: true },
      cursor: { points: { size: 7 } },
      scales: { x: { range: () => this.range }, y: { range: (_, low) => [Math.min(0, low * 1.05), 102] } },
      axes: [
        { ...axis, values: [[86400, "{D} {MMM}"], [3600, "{HH}:{mm}"], [60, "{HH}:{mm}"], [1, "{HH}:{mm}:{ss}"]].map(tickFormat) },
        { ...axis, size: 56, values: (_, splits) => splits.map((it) => (it < 0 ? "−" : "") + Math.abs(it).toLocaleString("en-US") + "%") },
      ],
      series: [
        { label: "At", value: (_, time) => (time === null ? "–" : dateTime(time * 1000)) },
        { label: "Left", stroke: ink("--line"), width: 2, fill: ink("--line-fill"), fillTo: 0, points: { show: false }, value: (_, it) => (it === null ? "–" : percent(it / 100, 2)) },
        { label: "Even pace", stroke: ink("--quiet"), width: 1, dash: [4, 4], points: { show: false }, value: (_, it) => (it === null ? "–" : percent(it / 100, 1)) },
      ],
      hooks: { drawClear: [(plot) => this.shade(plot)], drawAxes: [(plot) => this.floor(plot)] },
    };
    this.plot = new window.uPlot(options, this.lines(), this.canvas);
  }

  /** Time that was not measured. */
  shade(plot) {
    const { points, from } = this.data;
    plot.ctx.save();
    plot.ctx.fillStyle = ink("--shade");
    let before = at(from);
    for (const point of points) {
      const here = at(point.at);
      const unseen = point === points[0] ? here > before : point.coverage < SEEN;
      if (unseen) {
        const left = plot.valToPos(before, "x", true);
        plot.ctx.fillRect(left, plot.bbox.top, plot.valToPos(here, "x", true) - left, plot.bbox.height);
      }
      before = here;
    }
    plot.ctx.restore();
  }

  /** Where the budget is spent. */
  floor(plot) {
    const y = plot.valToPos(0, "y", true);
    plot.ctx.save();
    plot.ctx.strokeStyle = ink("--bad");
    plot.ctx.lineWidth = window.devicePixelRatio;
    plot.ctx.beginPath();
    plot.ctx.moveTo(plot.bbox.left, y);
    plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
    plot.ctx.stroke();
    plot.ctx.restore();
  }
}

function tickFormat([increment, format]) {
  return [increment, format, null, null, null, null, null, null, 1];
}
