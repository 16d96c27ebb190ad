// Asks the endpoint again and again, and says whether it still answers. Numbers that grow old are
// called so: they are never shown as fresh.

const INTERVAL = 5000;
const LONGEST = 30000;
const TIMEOUT = 10000;
const STALLED_AFTER = 15000;

export class Contact {
  /**
   * @param base where the JSON is, relative to the page
   * @param onData takes each answer
   * @param onState takes {state, reason, since, asOf, age} about once a second
   */
  constructor(base, onData, onState) {
    this.base = base;
    this.onData = onData;
    this.onState = onState;
    this.path = null;
    this.round = 0;
    this.reset();
    document.addEventListener("visibilitychange", () => this.turn());
    window.setInterval(() => this.tell(), 1000);
  }

  reset() {
    this.failures = 0;
    this.failure = null;
    this.lostSince = null;
    this.answered = null;
    this.asOf = null;
    this.movedAt = null;
  }

  /** From now on asks for another part. */
  watch(path) {
    this.path = path;
    this.reset();
    this.ask();
  }

  turn() {
    window.clearTimeout(this.timer);
    if (!document.hidden && this.path !== null) this.ask();
    this.tell();
  }

  async ask() {
    window.clearTimeout(this.timer);
    const round = ++this.round;
    this.tell();
    let answer = null;
    let failure = null;
    try {
      answer = await this.fetch();
    } catch (error) {
      failure = error;
    }
    if (round !== this.round) return;
    if (failure === null) this.took(answer);
    else this.missed(failure);
    this.tell();
    if (!document.hidden) {
      const wait = Math.min(LONGEST, INTERVAL * 2 ** Math.max(0, this.failures - 1));
      this.timer = window.setTimeout(() => this.ask(), wait);
    }
  }

  async fetch() {
    const abort = new AbortController();
    const timer = window.setTimeout(() => abort.abort(), TIMEOUT);
    try {
      const response = await fetch(this.base + this.path, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        signal: abort.signal,
      });
      if (!response.ok) throw new Refused(response.status);
      if (!/json/.test(response.headers.get("Content-Type") ?? "")) throw new Refused(401);
      return await response.json();
    } finally {
      window.clearTimeout(timer);
    }
  }

  took(answer) {
    const now = performance.now();
    if (answer.asOf !== this.asOf) this.movedAt = now;
    this.asOf = answer.asOf;
    this.answered = now;
    this.failures = 0;
    this.failure = null;
    this.lostSince = null;
    this.onData(answer);
  }

  missed(failure) {
    this.failures++;
    this.failure = failure;
    this.lostSince ??= new Date();
  }

  tell() {
    const now = performance.now();
    const age = this.answered === null ? null : now - this.answered;
    this.onState({
      state: this.state(now, age),
      status: this.failure instanceof Refused ? this.failure.status : null,
      since: this.lostSince,
      asOf: this.asOf,
      age,
    });
  }

  state(now, age) {
    if (this.failure !== null) return "lost";
    if (document.hidden) return "paused";
    if (this.answered === null) return "loading";
    if (age > INTERVAL + TIMEOUT) return "old";
    if (this.answered - this.movedAt > STALLED_AFTER) return "stalled";
    return "live";
  }
}

/** An answer that is none. */
class Refused extends Error {
  constructor(status) {
    super("status " + status);
    this.status = status;
  }
}
