package io.sre4j.slo;

/**
 * What is measured. Either events that the service records, or a probe that is sampled once per
 * tick and makes one event of each sample.
 */
public sealed interface Sli {

  /** The name that recorders and objectives refer to, unique within an engine. */
  String name();

  /** Events that the service records, with a latency distribution within 6.25 %. */
  static Events events(String name) {
    return new Events(name, Precision.STANDARD);
  }

  /** A number sampled once per tick, good while at most {@code limit}: a queue's age, a pool. */
  static Gauge atMost(String name, double limit) {
    return new Gauge(name, limit, true);
  }

  /** A number sampled once per tick, good while at least {@code limit}: free space, head room. */
  static Gauge atLeast(String name, double limit) {
    return new Gauge(name, limit, false);
  }

  /** A yes or no sampled once per tick: a connection, a leader, a licence. */
  static Up up(String name) {
    return new Up(name);
  }

  /** How fine the latency distribution is. Thresholds of objectives are exact in any case. */
  enum Precision {
    /** No distribution: no percentiles, the least memory. */
    OFF(0),
    /** Percentiles within 6.25 % of the true value. */
    STANDARD(3),
    /** Percentiles within 1.57 % of the true value, at four times the memory. */
    FINE(5);

    private final int subBucketBits;

    Precision(int subBucketBits) {
      this.subBucketBits = subBucketBits;
    }

    /** The bits that divide an octave: 3 make 8 buckets of it. Zero: no distribution. */
    public int subBucketBits() {
      return subBucketBits;
    }
  }

  /**
   * Events that the service records.
   *
   * @param name unique within an engine
   * @param precision how fine the latency distribution is
   */
  record Events(String name, Precision precision) implements Sli {
    /** Checks the name. */
    public Events {
      Names.check("sli", name);
    }

    /** The same SLI with another precision of its latency distribution. */
    public Events precision(Precision other) {
      return new Events(name, other);
    }
  }

  /**
   * A number sampled once per tick.
   *
   * @param name unique within an engine
   * @param limit the last good value, in the gauge's own unit
   * @param atMost whether values above the limit are bad, else values below it
   */
  record Gauge(String name, double limit, boolean atMost) implements Sli {
    /** Checks the name and the limit. */
    public Gauge {
      Names.check("sli", name);
      if (!Double.isFinite(limit)) {
        throw new InvalidDefinitionException(
            "slis." + name + ".limit", limit, "must be a finite number, in the gauge's own unit");
      }
    }

    /** Whether a sample is good. A sample that is NaN is no measurement: ask before. */
    public boolean isGood(double sample) {
      return atMost ? sample <= limit : sample >= limit;
    }
  }

  /**
   * A yes or no sampled once per tick.
   *
   * @param name unique within an engine
   */
  record Up(String name) implements Sli {
    /** Checks the name. */
    public Up {
      Names.check("sli", name);
    }
  }
}
