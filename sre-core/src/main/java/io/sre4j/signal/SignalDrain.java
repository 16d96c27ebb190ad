package io.sre4j.signal;

import java.time.Instant;

/** The inspector's end of the signals. Not thread-safe, while adapters may count all the while. */
public final class SignalDrain {
  private final Signals signals;

  /** Creates signals that nobody has given yet. */
  public SignalDrain(Instant now) {
    this.signals = new Signals(now);
  }

  /** The adapters' end. */
  public Signals signals() {
    return signals;
  }

  /** Passes on what was counted since the last time, route by route. */
  public void collect(Instant now, RouteGrowth to) {
    signals.routes().collect(now, to);
  }
}
