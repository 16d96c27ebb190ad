package io.sre4j.otel.sampling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A ratio as OpenTelemetry's consistent probability sampling has it: a trace is sampled if its 56
 * random bits are not below the threshold, and the threshold goes along in its state, so that each
 * span knows how many it stands for. Immutable; a decision allocates nothing.
 *
 * <p>Source: OpenTelemetry specification, TraceState: probability sampling. Example: of a quarter
 * the threshold is 0.75 x 2^56 = c0000000000000, written {@code ot=th:c}.
 */
final class Threshold implements SamplingResult {
  private static final String VENDOR = "ot";
  private static final String KEY = "th:";
  private static final String RANDOM = "rv:";
  private static final int HEX = 16;
  private static final int DIGITS = 14;
  private static final double RANGE = 1L << 56;

  /** Thresholds have five digits, which is exact to one in a million. */
  private static final long STEP = 1L << 36;

  private final long threshold;
  private final String text;
  private final TraceState alone;

  private Threshold(long threshold) {
    this.threshold = threshold;
    String digits = String.format("%014x", threshold).replaceAll("0+$", "");
    this.text = KEY + (digits.isEmpty() ? "0" : digits);
    this.alone = TraceState.builder().put(VENDOR, text).build();
  }

  /** That of a ratio from 0 to 1; at least one in a million is sampled. */
  static Threshold of(double ratio) {
    long steps = Math.round((1 - ratio) * (RANGE / STEP));
    return new Threshold(Math.min(steps, (long) (RANGE / STEP) - 1) * STEP);
  }

  /** The share that is sampled, exactly. */
  double ratio() {
    return 1 - threshold / RANGE;
  }

  /** Whether a trace is sampled: by the random value of its state if it has one, else by its id. */
  boolean takes(String traceId, TraceState state) {
    return random(traceId, state) >= threshold;
  }

  private static long random(String traceId, TraceState state) {
    String sampling = state.isEmpty() ? null : state.get(VENDOR);
    int at = sampling == null ? -1 : sampling.indexOf(RANDOM);
    if (sampling != null && at >= 0 && sampling.length() >= at + RANDOM.length() + DIGITS) {
      int from = at + RANDOM.length();
      return Long.parseUnsignedLong(sampling, from, from + DIGITS, HEX);
    }
    return Long.parseUnsignedLong(traceId, traceId.length() - DIGITS, traceId.length(), HEX);
  }

  @Override
  public SamplingDecision getDecision() {
    return SamplingDecision.RECORD_AND_SAMPLE;
  }

  @Override
  public Attributes getAttributes() {
    return Attributes.empty();
  }

  @Override
  public TraceState getUpdatedTraceState(TraceState parentTraceState) {
    return parentTraceState.isEmpty() ? alone : with(parentTraceState);
  }

  private TraceState with(TraceState parent) {
    String sampling = parent.get(VENDOR);
    String rest =
        sampling == null
            ? ""
            : Arrays.stream(sampling.split(";", -1))
                .filter(part -> !part.startsWith(KEY) && !part.isEmpty())
                .map(part -> ";" + part)
                .collect(Collectors.joining());
    return parent.toBuilder().put(VENDOR, text + rest).build();
  }
}
