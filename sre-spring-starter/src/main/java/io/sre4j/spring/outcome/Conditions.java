package io.sre4j.spring.outcome;

import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is looked for in an event: statuses, exceptions, a duration, a client that left. */
final class Conditions {
  static final Conditions NONE = new Conditions();

  private static final String REMEDY =
      "write a status such as 429 or 5xx, the name of an exception's class, a duration such as"
          + " \"> 2s\", or client-abort";
  private static final String ABORT = "client-abort";
  private static final Pattern STATUS = Pattern.compile("[1-5]([0-9]{2}|xx)");
  private static final Pattern STATUS_LIKE = Pattern.compile("[0-9].*");
  private static final Pattern SLOWER = Pattern.compile(">\\s*(\\S.*)");
  private static final Pattern CLASS =
      Pattern.compile("([\\p{L}_$][\\p{L}\\d_$]*\\.)*\\p{Lu}[\\p{L}\\d_$]*");
  private static final int MAX_CAUSES = 8;

  private final BitSet statuses = new BitSet();
  private final Set<String> exceptions = new HashSet<>();
  private long slowerThanNanos = Long.MAX_VALUE;
  private boolean abort;

  private Conditions() {}

  /**
   * Reads a list of conditions.
   *
   * @param at the key of the list
   * @param timed whether a duration is one of them
   * @throws InvalidDefinitionException if one cannot be read; it says which, and what would be
   *     right
   */
  static Conditions parse(String at, List<String> texts, boolean timed) {
    Conditions conditions = new Conditions();
    for (int i = 0; i < texts.size(); i++) {
      String place = at + "[" + i + "]";
      String text = texts.get(i).trim();
      if (!timed && SLOWER.matcher(text).matches()) {
        throw new InvalidDefinitionException(
            place, text, "slow events are users who wait; leave out the time");
      }
      conditions.add(place, text);
    }
    return texts.isEmpty() ? NONE : conditions;
  }

  private void add(String at, String text) {
    Matcher slower = SLOWER.matcher(text);
    if (text.equals(ABORT)) {
      abort = true;
    } else if (STATUS.matcher(text.toLowerCase(Locale.ROOT)).matches()) {
      addStatus(text);
    } else if (slower.matches()) {
      slowerThanNanos = Math.min(slowerThanNanos, nanos(at, text, slower.group(1)));
    } else if (!STATUS_LIKE.matcher(text).matches() && CLASS.matcher(text).matches()) {
      exceptions.add(text);
    } else {
      throw new InvalidDefinitionException(at, text, "cannot be read; " + REMEDY);
    }
  }

  private void addStatus(String text) {
    int first = text.charAt(0) - '0';
    if (Character.isLetter(text.charAt(1))) {
      statuses.set(first * 100, first * 100 + 100);
    } else {
      statuses.set(Integer.parseInt(text));
    }
  }

  private static long nanos(String at, String text, String duration) {
    try {
      return DurationText.parse(at, duration.trim()).toNanos();
    } catch (InvalidDefinitionException e) {
      throw new InvalidDefinitionException(at, text, e.remedy());
    } catch (ArithmeticException e) {
      throw new InvalidDefinitionException(at, text, "is longer than an event can take");
    }
  }

  boolean hasStatus() {
    return !statuses.isEmpty();
  }

  boolean hasAbort() {
    return abort;
  }

  /**
   * Whether an event is what is looked for.
   *
   * @param status 0 if there is none
   * @param nanos negative if nobody knows
   */
  boolean match(int status, @Nullable Throwable failure, boolean aborted, long nanos) {
    return (abort && aborted)
        || (status > 0 && statuses.get(status))
        || nanos > slowerThanNanos
        || (failure != null && !exceptions.isEmpty() && matches(failure));
  }

  /** Or one of its causes, as frameworks wrap what was thrown. */
  private boolean matches(Throwable failure) {
    Throwable thrown = failure;
    for (int i = 0; thrown != null && i < MAX_CAUSES; i++) {
      for (Class<?> type = thrown.getClass(); type != null; type = type.getSuperclass()) {
        if (exceptions.contains(type.getName()) || exceptions.contains(type.getSimpleName())) {
          return true;
        }
      }
      thrown = thrown.getCause();
    }
    return false;
  }
}
