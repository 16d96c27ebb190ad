package io.sre4j.otel.guard;

import java.util.regex.Pattern;

/** What a span is called, which should be a template: values in it are no business of a log's. */
public final class SpanName {
  /** A part between separators that has a digit and nothing but digits, hex digits and dashes. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(^|[\\s/:?=,;(#])(?:\\d+|(?=[-a-fA-F]*\\d)[-0-9a-fA-F]{8,})(?=$|[\\s/:?=,;)#])");

  private SpanName() {}

  /** Whether it has a value in it: a number, a UUID or a hexadecimal id. */
  public static boolean hasValue(String name) {
    return VALUE.matcher(name).find();
  }

  /**
   * The name with {@code {?}} for each value: {@code GET /orders/{?}} of {@code GET /orders/42}.
   */
  public static String masked(String name) {
    return VALUE.matcher(name).replaceAll("$1{?}");
  }
}
