package io.sre4j.backtest;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Reads instants from text, millions of them: ISO-8601 with a zone or an offset, or milliseconds
 * since 1970. Not thread-safe.
 */
final class Timestamps {
  /** What cannot be read. */
  static final long MALFORMED = Long.MIN_VALUE;

  /** Before 1973 or after 2250, which in practice is another unit. */
  static final long IMPLAUSIBLE = Long.MIN_VALUE + 1;

  private static final long MIN_MILLIS = 100_000_000_000L;
  private static final long MAX_MILLIS = 8_836_000_000_000L;
  private static final int DATE = 10;
  private static final int SECONDS = 19;
  private static final int MAX_LENGTH = 40;

  private final byte[] knownDate = new byte[DATE];
  private long knownMidnight = MALFORMED;

  /** Nanoseconds since 1970, {@link #MALFORMED} or {@link #IMPLAUSIBLE}. */
  long parse(byte[] text, int from, int to) {
    int length = to - from;
    if (length > SECONDS && text[from + 4] == '-' && text[from + 10] == 'T') {
      long usual = usual(text, from, to);
      return usual == MALFORMED ? unusual(text, from, to) : usual;
    }
    return isNumber(text, from, to) ? millis(text, from, to) : unusual(text, from, to);
  }

  private static boolean isNumber(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isDigit(text[i])) {
        return false;
      }
    }
    return from < to;
  }

  private static long millis(byte[] text, int from, int to) {
    if (to - from > 18) {
      return IMPLAUSIBLE;
    }
    long millis = 0;
    for (int i = from; i < to; i++) {
      millis = millis * 10 + text[i] - '0';
    }
    return millis < MIN_MILLIS || millis > MAX_MILLIS
        ? IMPLAUSIBLE
        : TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** 2026-11-23T09:00:00Z, with up to nine decimals; the date is often that of the row before. */
  private long usual(byte[] text, int from, int to) {
    if (text[to - 1] != 'Z') {
      return MALFORMED;
    }
    long midnight = midnight(text, from);
    int hour = two(text, from + 11);
    int minute = two(text, from + 14);
    int second = two(text, from + 17);
    boolean isTime = text[from + 13] == ':' && text[from + 16] == ':';
    if (midnight < 0 || !isTime || (hour | minute | second) < 0) {
      return midnight == IMPLAUSIBLE ? IMPLAUSIBLE : MALFORMED;
    }
    long fraction = fraction(text, from + SECONDS, to - 1);
    if (fraction < 0 || hour > 23 || minute > 59 || second > 59) {
      return MALFORMED;
    }
    return midnight + TimeUnit.SECONDS.toNanos(hour * 3600L + minute * 60L + second) + fraction;
  }

  private long midnight(byte[] text, int from) {
    if (knownMidnight == MALFORMED || !Arrays.equals(text, from, from + DATE, knownDate, 0, DATE)) {
      try {
        String date = new String(text, from, DATE, StandardCharsets.ISO_8859_1);
        long midnight = nanosOf(LocalDate.parse(date).toEpochDay() * 86_400, 0);
        if (midnight < 0) {
          return midnight;
        }
        knownMidnight = midnight;
        System.arraycopy(text, from, knownDate, 0, DATE);
      } catch (DateTimeException e) {
        return MALFORMED;
      }
    }
    return knownMidnight;
  }

  private static long fraction(byte[] text, int from, int to) {
    if (from == to) {
      return 0;
    }
    int digits = to - from - 1;
    if (text[from] != '.' || digits < 1 || digits > 9) {
      return MALFORMED;
    }
    long nanos = 0;
    for (int i = 0; i < 9; i++) {
      int digit = 0;
      if (i < digits) {
        if (!isDigit(text[from + 1 + i])) {
          return MALFORMED;
        }
        digit = text[from + 1 + i] - '0';
      }
      nanos = nanos * 10 + digit;
    }
    return nanos;
  }

  private static int two(byte[] text, int at) {
    return isDigit(text[at]) && isDigit(text[at + 1])
        ? (text[at] - '0') * 10 + text[at + 1] - '0'
        : -1;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }

  /** Whatever else ISO-8601 with an offset may look like. */
  private static long unusual(byte[] text, int from, int to) {
    if (to - from > MAX_LENGTH) {
      return MALFORMED;
    }
    try {
      OffsetDateTime time =
          OffsetDateTime.parse(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
      return nanosOf(time.toEpochSecond(), time.getNano());
    } catch (DateTimeException e) {
      return MALFORMED;
    }
  }

  private static long nanosOf(long seconds, int nanos) {
    return seconds < MIN_MILLIS / 1000 || seconds > MAX_MILLIS / 1000
        ? IMPLAUSIBLE
        : TimeUnit.SECONDS.toNanos(seconds) + nanos;
  }
}
