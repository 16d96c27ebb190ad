// How a budget went through its period. uPlot draws the lines; it is a script of this host.

import { el, setText } from "./dom.js";
import { dateTime, percent } from "./format.js";

const HEIGHT = 240;
const SEEN = 0.5;
/** Wider than the widest text below the axis, 23:59:59. */
const TICK_SPACE = 80;

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

  /**
   * Shows it.
   *
   * @param weight the part of the period's budget that the measured part stands for
   */
  show(burnDown, weight) {
    this.data = burnDown;
    this.weight = weight;
    this.describe();
    const points = burnDown.points;
    this.node.hidden = points.length === 0;
    if (points.length === 0) return;
    this.range = [at(points[0].at), Math.max(at(points[points.length - 1].at), at(points[0].at) + 1)];
    if (this.plot) this.move();
    else this.draw();
  }

  /** Newer points; who looks closer at some time goes on to do so. */
  move() {
    const { min, max } = this.plot.scales.x;
    const times = this.plot.data[0];
    const isClose = min > times[0] || max < times[times.length - 1];
    this.plot.setData(this.lines(), !isClose);
    if (isClose) this.plot.redraw();
  }

  describe() {
    const { points, from, measuredFrom, heldFrom } = this.data;
    const last = points[points.length - 1];
    const text = last ? percent(this.left(last), 2) + " left at " + dateTime(last.at) + "." : "";
    const young = at(measuredFrom) - at(from) > 60;
    const since = young
      ? " Of the whole period, which began " +
        dateTime(from) +
        "; measured since " +
        dateTime(measuredFrom) +
        "."
      : " The period began " + dateTime(from) + ".";
    const rough =
      at(heldFrom) - at(measuredFrom) > 60 ? " Before " + dateTime(heldFrom) + " only the sum is known." : "";
    const shaded = points.some((point) => point.coverage < SEEN) ? " Shaded time was not measured." : "";
    setText(
      this.words,
      text + since + rough + shaded + " Drag to look closer, double-click to go back.",
    );
    this.canvas.setAttribute("role", "img");
    this.canvas.setAttribute("aria-label", "Burn-down of the error budget: " + text + since);
  }

  left(point) {
    return 1 - (1 - point.remaining) * this.weight;
  }

  /** Time, what is left, and what would be if the burn rate had been 1. */
  lines() {
    const points = this.data.points;
    const [from, now] = this.range;
    const times = points.map((point) => at(point.at));
    const pace = times.map((time) => 100 * (1 - (this.weight * (time - from)) / (now - from)));
    return [times, points.map((point) => this.left(point) * 100), pace];
  }

  /** From a bit below the lowest to a bit above 100; down to 0 where that is near. */
  high(low) {
    const least = Math.min(low ?? 100, 99.9);
    const bottom = least < 25 ? Math.min(0, least) : least;
    const pad = (100 - bottom) * 0.06;
    return [bottom - pad, 100 + pad];
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
      scales: { x: {}, y: { range: (_, low) => this.high(low) } },
      axes: [
        {
          ...axis,
          space: TICK_SPACE,
          values: [
            [86400, "{D} {MMM}"],
            [3600, "{HH}:{mm}"],
            [60, "{HH}:{mm}"],
            [1, "{HH}:{mm}:{ss}"],
          ].map(tickFormat),
        },
        {
          ...axis,
          size: 56,
          values: (_, splits) =>
            splits.map(
              (it) =>
                (it < 0 ? "−" : "") +
                Math.abs(it).toLocaleString("en-US", { maximumFractionDigits: 2 }) +
                "%",
            ),
        },
      ],
      series: [
        { label: "At", value: (_, time) => (time === null ? "–" : dateTime(time * 1000)) },
        {
          label: "Left",
          stroke: ink("--line"),
          width: 2,
          fill: ink("--line-fill"),
          fillTo: (plot) => plot.scales.y.min,
          points: { show: false },
          value: (_, it) => (it === null ? "–" : percent(it / 100, 2)),
        },
        {
          label: "Even pace",
          stroke: ink("--quiet"),
          width: 1,
          dash: [4, 4],
          points: { show: false },
          value: (_, it) => (it === null ? "–" : percent(it / 100, 1)),
        },
      ],
      hooks: { drawClear: [(plot) => this.shade(plot)], drawAxes: [(plot) => this.floor(plot)] },
    };
    this.plot = new window.uPlot(options, this.lines(), this.canvas);
  }

  /** Time that was not measured. */
  shade(plot) {
    const points = this.data.points;
    plot.ctx.save();
    plot.ctx.fillStyle = ink("--shade");
    let before = at(points[0].at);
    for (const point of points) {
      const here = at(point.at);
      if (point.coverage < SEEN) {
        const left = plot.valToPos(before, "x", true);
        plot.ctx.fillRect(left, plot.bbox.top, plot.valToPos(here, "x", true) - left, plot.bbox.height);
      }
      before = here;
    }
    plot.ctx.restore();
  }

  /** Where the budget is spent. */
  floor(plot) {
    if (plot.scales.y.min > 0) return;
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
