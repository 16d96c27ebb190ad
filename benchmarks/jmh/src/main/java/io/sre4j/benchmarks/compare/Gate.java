package io.sre4j.benchmarks.compare;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One promise about what was measured. Judging is a pure function: the median of the rounds is held
 * against the limit, and what is missing is missed.
 */
sealed interface Gate {

  /** What is promised, in words. */
  String what();

  Limit limit();

  /** The benchmarks it needs: ours first, its peer second. */
  List<BenchmarkCase> benchmarks();

  /** The figure in question, or nothing if part of it was not measured. */
  Optional<Spread> measure(Measurements measured);

  /** Why there is no figure. */
  default String missing(Measurements measured) {
    return benchmarks().stream()
        .filter(b -> measured.nanos(b).isEmpty())
        .map(b -> b + ": " + measured.failures().getOrDefault(b, "not measured"))
        .collect(Collectors.joining("; "));
  }

  /** Holds what was measured against the limit. */
  default Verdict judge(Measurements measured) {
    Optional<String> broken =
        benchmarks().stream()
            .filter(measured.failures()::containsKey)
            .map(b -> b + ": " + measured.failures().get(b))
            .findFirst();
    if (broken.isPresent()) {
      return new Verdict(this, null, broken.get());
    }
    return measure(measured)
        .map(spread -> new Verdict(this, spread, ""))
        .orElseGet(() -> new Verdict(this, null, missing(measured)));
  }

  /**
   * What became of a gate.
   *
   * @param measured null if it could not be measured
   * @param missing why not; empty if it was
   */
  record Verdict(Gate gate, @Nullable Spread measured, String missing) {
    boolean met() {
      return measured != null && gate.limit().holds(measured.median());
    }
  }

  /** Our time as a share of a peer's, in the same round. */
  record Ratio(String what, BenchmarkCase ours, BenchmarkCase peer, Limit limit) implements Gate {
    @Override
    public List<BenchmarkCase> benchmarks() {
      return List.of(ours, peer);
    }

    @Override
    public Optional<Spread> measure(Measurements measured) {
      return measured.overRounds(
          benchmarks(), round -> round.get(0).nanos() / round.get(1).nanos());
    }
  }

  /**
   * What we add to a base as a share of what a peer adds to it, in the same round. If the peer adds
   * nothing measurable there is no answer: a share of noise is none.
   */
  record AddedCost(
      String what, BenchmarkCase ours, BenchmarkCase peer, BenchmarkCase base, Limit limit)
      implements Gate {
    @Override
    public List<BenchmarkCase> benchmarks() {
      return List.of(ours, peer, base);
    }

    @Override
    public Optional<Spread> measure(Measurements measured) {
      return measured.overRounds(
          benchmarks(),
          round -> {
            double nothing = round.get(2).nanos();
            double ofPeer = round.get(1).nanos() - nothing;
            return ofPeer > 0 ? (round.get(0).nanos() - nothing) / ofPeer : Double.NaN;
          });
    }
  }

  /** Bytes allocated per operation. */
  record Allocation(String what, BenchmarkCase ours, Limit limit) implements Gate {
    @Override
    public List<BenchmarkCase> benchmarks() {
      return List.of(ours);
    }

    @Override
    public Optional<Spread> measure(Measurements measured) {
      return measured.bytes(ours);
    }
  }

  /** Bytes allocated per operation beyond those of a peer, in the same round. */
  record AddedAllocation(String what, BenchmarkCase ours, BenchmarkCase peer, Limit limit)
      implements Gate {
    @Override
    public List<BenchmarkCase> benchmarks() {
      return List.of(ours, peer);
    }

    @Override
    public Optional<Spread> measure(Measurements measured) {
      return measured.overRounds(
          benchmarks(), round -> round.get(0).bytes() - round.get(1).bytes());
    }
  }

  /**
   * The power of the size that time grows with: 1 is linear. It is the slope of the straight line
   * through the logarithms of size and time, by least squares.
   */
  record Growth(String what, List<BenchmarkCase> benchmarks, List<Integer> sizes, Limit limit)
      implements Gate {
    @Override
    public Optional<Spread> measure(Measurements measured) {
      return measured.overRounds(
          benchmarks,
          round ->
              slope(
                  sizes.stream().mapToDouble(Math::log).toArray(),
                  round.stream().mapToDouble(s -> Math.log(s.nanos())).toArray()));
    }

    private static double slope(double[] x, double[] y) {
      double meanX = Arrays.stream(x).average().orElseThrow();
      double meanY = Arrays.stream(y).average().orElseThrow();
      double xy = 0;
      double xx = 0;
      for (int i = 0; i < x.length; i++) {
        xy += (x[i] - meanX) * (y[i] - meanY);
        xx += (x[i] - meanX) * (x[i] - meanX);
      }
      return xy / xx;
    }
  }

  /** A figure that another step measured: retained bytes, or a ratio of whole applications. */
  record Figure(String what, String figure, Limit limit) implements Gate {
    @Override
    public List<BenchmarkCase> benchmarks() {
      return List.of();
    }

    @Override
    public Optional<Spread> measure(Measurements measured) {
      return measured.figure(figure);
    }

    @Override
    public String missing(Measurements measured) {
      return figure + ": " + measured.whyNoFigure(figure);
    }
  }
}
