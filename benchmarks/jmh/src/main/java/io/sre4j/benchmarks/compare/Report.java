package io.sre4j.benchmarks.compare;

import io.sre4j.benchmarks.compare.Gate.Allocation;
import io.sre4j.benchmarks.compare.Gate.Figure;
import io.sre4j.benchmarks.compare.Gate.Verdict;
import io.sre4j.benchmarks.memory.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judges what was measured and tells it as Markdown. A pure function. */
final class Report {
  private static final String NONE = "-";
  private static final double THOUSAND = 1e3;
  private static final double MILLION = 1e6;

  private final Machine machine;
  private final String method;
  private final List<Verdict> verdicts;
  private final Measurements measured;

  /**
   * A report that has not been written.
   *
   * @param method how it was measured, in a sentence
   */
  Report(Machine machine, String method, List<Gate> gates, Measurements measured) {
    this.machine = machine;
    this.method = method;
    this.verdicts = gates.stream().map(gate -> gate.judge(measured)).toList();
    this.measured = measured;
  }

  /**
   * Each gate that was missed, with the figure and the limit; then each benchmark that could not be
   * measured and that no gate speaks of.
   */
  List<String> missed() {
    Stream<String> gates = verdicts.stream().filter(v -> !v.met()).map(Report::miss);
    Set<BenchmarkCase> judged =
        verdicts.stream().flatMap(v -> v.gate().benchmarks().stream()).collect(Collectors.toSet());
    Stream<String> others =
        measured.failures().entrySet().stream()
            .filter(failure -> !judged.contains(failure.getKey()))
            .map(failure -> failure.getKey() + ": " + failure.getValue());
    return Stream.concat(gates, others).toList();
  }

  private static String miss(Verdict verdict) {
    Spread spread = verdict.measured();
    String figure =
        spread == null ? "no figure, " + verdict.missing() : number(verdict, spread.median());
    Gate gate = verdict.gate();
    return name(gate) + ": " + figure + ", limit " + gate.limit().describe();
  }

  /** What a shell should see: 0 if every gate is met. */
  int exitCode() {
    return missed().isEmpty() ? 0 : 1;
  }

  String markdown() {
    List<String> lines = new ArrayList<>(header());
    lines.addAll(List.of("", "### Gates", ""));
    lines.addAll(gates());
    lines.add("");
    lines.addAll(conclusion());
    if (!measured.benchmarks().isEmpty()) {
      lines.addAll(List.of("", "### Costs", ""));
      lines.addAll(costs());
    }
    if (!Double.isNaN(bytes(Shape.SLI, 0))) {
      lines.addAll(List.of("", "### Memory", ""));
      lines.addAll(memory());
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private List<String> header() {
    return List.of(
        String.format(
            Locale.ROOT,
            "%s, %s, %d cores, %s, %s, commit %s.",
            machine.jvm(),
            machine.cpu(),
            machine.cores(),
            machine.os(),
            machine.date(),
            machine.commit()),
        method
            + ". A ratio is formed within each round; shown are the median of the rounds, which is"
            + " what a gate judges, and the range of all rounds.");
  }

  private List<String> gates() {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "what",
            "threads",
            "gate",
            "measured",
            "range",
            "",
            "ours",
            "peer",
            "B/op ours",
            "B/op peer"));
    lines.add(rule("lrrrrlrrrr"));
    verdicts.forEach(verdict -> lines.add(gate(verdict)));
    return lines;
  }

  private String gate(Verdict verdict) {
    Gate gate = verdict.gate();
    List<BenchmarkCase> needed = gate.benchmarks();
    boolean pair = gate instanceof Gate.Ratio || gate instanceof Gate.AddedCost;
    Optional<BenchmarkCase> ours =
        gate instanceof Gate.Growth ? Optional.empty() : needed.stream().findFirst();
    Optional<BenchmarkCase> peer = pair ? Optional.of(needed.get(1)) : Optional.empty();
    Spread spread = verdict.measured();
    return row(
        gate.what(),
        ours.map(BenchmarkCase::load).orElse(NONE),
        gate.limit().describe(),
        spread == null ? "missing" : number(verdict, spread.median()),
        spread == null
            ? NONE
            : number(verdict, spread.min()) + " to " + number(verdict, spread.max()),
        word(verdict),
        ours.flatMap(measured::nanos).map(s -> time(s.median())).orElse(NONE),
        peer.flatMap(measured::nanos).map(s -> time(s.median())).orElse(NONE),
        ours.flatMap(measured::bytes).map(s -> allocated(s.median())).orElse(NONE),
        peer.flatMap(measured::bytes).map(s -> allocated(s.median())).orElse(NONE));
  }

  private static String word(Verdict verdict) {
    if (!verdict.met()) {
      return "**MISSED**";
    }
    return verdict.gate().limit().isGate() ? "met" : "";
  }

  private List<String> conclusion() {
    List<String> missed = missed();
    List<String> lines = new ArrayList<>();
    long judged = verdicts.stream().filter(v -> v.gate().limit().isGate()).count();
    lines.add(
        missed.isEmpty()
            ? "Every gate is met: " + judged + "."
            : "Missed (" + missed.size() + ", of " + judged + " gates):");
    if (!missed.isEmpty()) {
      lines.add("");
      missed.forEach(miss -> lines.add("- " + escape(miss)));
    }
    return lines;
  }

  private List<String> costs() {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            "benchmark",
            "threads",
            "time per operation and thread",
            "range",
            "of three LongAdders",
            "B/op"));
    lines.add(rule("lrrrrr"));
    measured
        .benchmarks()
        .forEach(benchmark ->
            lines.add(
                row(
                    benchmark.name(),
                    benchmark.load(),
                    measured.nanos(benchmark).map(s -> time(s.median())).orElse(NONE),
                    measured
                        .nanos(benchmark)
                        .map(s -> time(s.min()) + " to " + time(s.max()))
                        .orElse(NONE),
                    ofAdders(benchmark),
                    measured.bytes(benchmark).map(s -> allocated(s.median())).orElse(NONE))));
    return lines;
  }

  private String ofAdders(BenchmarkCase benchmark) {
    if (!benchmark.group().equals(Gates.ADDERS.group())) {
      return NONE;
    }
    BenchmarkCase adders =
        benchmark.virtual()
            ? Gates.ADDERS.onVirtual(benchmark.threads())
            : Gates.ADDERS.on(benchmark.threads());
    return measured
        .overRounds(
            List.of(benchmark, adders), round -> round.get(0).nanos() / round.get(1).nanos())
        .map(spread -> significant(spread.median()))
        .orElse(NONE);
  }

  private List<String> memory() {
    List<String> lines = new ArrayList<>();
    lines.add("Retained bytes, after every slot of every window was in use.");
    lines.add("");
    lines.add(
        row(
            "what",
            Shape.THREADS.stream()
                .map(threads -> threads == 0 ? "idle" : threads + " threads")
                .toArray(String[]::new)));
    lines.add(rule("l" + "r".repeat(Shape.THREADS.size())));
    for (Shape shape : Shape.values()) {
      lines.add(memory(shape.description(), threads -> bytes(shape, threads)));
    }
    lines.add(
        memory(
            "of which: the availability SLO",
            n -> bytes(Shape.AVAILABILITY, n) - bytes(Shape.SLI, n)));
    lines.add(
        memory(
            "of which: each latency SLO",
            n -> (bytes(Shape.THREE_SLOS, n) - bytes(Shape.AVAILABILITY, n)) / 2));
    return lines;
  }

  private static String memory(String what, IntToDoubleFunction bytes) {
    return row(
        what,
        Shape.THREADS.stream()
            .mapToDouble(bytes::applyAsDouble)
            .mapToObj(value -> Double.isNaN(value) ? "missing" : grouped(value))
            .toArray(String[]::new));
  }

  /** NaN if it was not measured. */
  private double bytes(Shape shape, int threads) {
    return measured
        .figure(Gates.MEMORY + "." + shape.figure(threads))
        .map(Spread::median)
        .orElse(Double.NaN);
  }

  private static String name(Gate gate) {
    return gate.benchmarks().isEmpty() || gate instanceof Gate.Growth
        ? gate.what()
        : gate.what() + " (threads: " + gate.benchmarks().get(0).load() + ")";
  }

  private static String number(Verdict verdict, double value) {
    Gate gate = verdict.gate();
    if (gate instanceof Allocation) {
      return allocated(value);
    }
    if (gate instanceof Figure && Math.abs(value) >= THOUSAND) {
      return grouped(value);
    }
    boolean inverse = gate.limit().isFraction() && gate.limit().value() < 1 && value > 0;
    return inverse ? "1/" + significant(1 / value) : significant(value);
  }

  private static String time(double nanos) {
    if (nanos < THOUSAND) {
      return significant(nanos) + " ns";
    }
    return nanos < MILLION
        ? significant(nanos / THOUSAND) + " us"
        : significant(nanos / MILLION) + " ms";
  }

  private static String allocated(double bytes) {
    return bytes < 0.005 ? "0" : String.format(Locale.ROOT, bytes < 10 ? "%.2f" : "%,.0f", bytes);
  }

  private static String grouped(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Three significant digits, without an exponent. */
  private static String significant(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "no number";
    }
    double size = Math.abs(value);
    int decimals = size == 0 ? 0 : 2 - (int) Math.floor(Math.log10(size));
    return String.format(Locale.ROOT, "%,." + Math.min(Math.max(decimals, 0), 9) + "f", value);
  }

  private static String rule(String alignment) {
    return alignment
        .chars()
        .mapToObj(side -> side == 'l' ? "---" : "---:")
        .collect(Collectors.joining("|", "|", "|"));
  }

  private static String row(String first, String... others) {
    StringBuilder row = new StringBuilder("| ").append(escape(first)).append(" |");
    for (String cell : others) {
      row.append(cell.isEmpty() ? " |" : " " + escape(cell) + " |");
    }
    return row.toString();
  }

  /** Text that does not end a cell, and the one bold word that may stay bold. */
  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
