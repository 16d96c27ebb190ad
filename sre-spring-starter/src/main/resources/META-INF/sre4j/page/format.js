// Numbers and times as people read them. What is not known is a dash, never a number.

export const NOTHING = "–";

const COUNT = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

function isNumber(value) {
  return typeof value === "number" && Number.isFinite(value);
}

export function count(value) {
  return isNumber(value) ? COUNT.format(value) : NOTHING;
}

/** Rounded down, so that nothing is called 100% that is not. */
export function percent(value, digits = 3) {
  if (!isNumber(value)) return NOTHING;
  const scale = 10 ** digits;
  const floored = Math.floor(Number((value * 100 * scale).toPrecision(12))) / scale;
  return sign(floored, Math.abs(floored) >= 1000 ? 0 : digits) + "%";
}

/** The share of a whole that was seen: little is not nothing. */
export function part(value) {
  if (value > 0 && value < 0.00001) return "<0.001%";
  return percent(value, value < 0.001 ? 3 : 1);
}

/** Three digits that matter. */
export function rate(value) {
  if (!isNumber(value)) return NOTHING;
  if (value === 0) return "0";
  if (value >= 100) return COUNT.format(value);
  if (value >= 10) return value.toFixed(1);
  return value < 0.01 ? "<0.01" : value.toFixed(2);
}

function sign(value, digits) {
  const text = Math.abs(value).toLocaleString("en-US", { maximumFractionDigits: digits });
  return (value < 0 ? "−" : "") + text;
}

export function millis(value) {
  if (!isNumber(value)) return NOTHING;
  return value >= 10000
    ? (value / 1000).toFixed(1) + " s"
    : (value < 10 ? value.toFixed(1) : COUNT.format(value)) + " ms";
}

export function time(iso) {
  const at = new Date(iso);
  return Number.isNaN(at.getTime()) ? NOTHING : at.toLocaleTimeString("en-GB");
}

export function dateTime(iso) {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return NOTHING;
  const day = at.toLocaleDateString("en-GB", { day: "2-digit", month: "short" });
  return day + " " + at.toLocaleTimeString("en-GB");
}

/** "3 s", "12 min", "5 h", "4 d". */
export function age(millisPassed) {
  const seconds = Math.max(0, Math.round(millisPassed / 1000));
  if (seconds < 90) return seconds + " s";
  if (seconds < 5400) return Math.round(seconds / 60) + " min";
  if (seconds < 129600) return Math.round(seconds / 3600) + " h";
  return Math.round(seconds / 86400) + " d";
}

const UNITS = { s: 1, m: 60, h: 3600, d: 86400, w: 604800 };

/** Seconds of "2d4h"; those of pages of a calendar are more than any. */
export function seconds(text) {
  const parts = [...String(text).matchAll(/(\d+)([smhdw])/g)];
  const whole = parts.map((part) => part[0]).join("");
  if (whole === "" || whole !== text) return Number.MAX_SAFE_INTEGER;
  return parts.reduce((sum, part) => sum + Number(part[1]) * UNITS[part[2]], 0);
}

/** The two greatest units of "2d4h13m5s". */
export function about(text) {
  if (!text) return NOTHING;
  return (String(text).match(/\d+[a-z]+/g) ?? [String(text)]).slice(0, 2).join(" ");
}
