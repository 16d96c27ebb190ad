package io.sre4j.backtest;

import io.sre4j.sli.Outcome;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Reads the rows of an event file, plain or gzip: no objects for each row, memory for one line. Not
 * thread-safe.
 */
final class EventCsv {
  private static final List<String> COLUMNS =
      List.of("timestamp", "outcome", "latency_ms", "count", "sli");
  private static final int TIMESTAMP = 0;
  private static final int OUTCOME = 1;
  private static final int LATENCY = 2;
  private static final int COUNT = 3;
  private static final int SLI = 4;
  private static final int BUFFER = 1 << 16;
  private static final int MAX_LINE = 4_096;
  private static final int MAX_COUNT = 1_000_000_000;
  private static final BigDecimal MAX_LATENCY_MS = BigDecimal.TEN.pow(10);
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]+(\\.[0-9]*)?([eE][+-]?[0-9]{1,3})?|\\.[0-9]+");
  // Of a millisecond, down to nanoseconds; and 16 digits of those are far from an overflow.
  private static final int MAX_DECIMALS = 6;
  private static final int MAX_DIGITS = 16;
  private static final String RIGHT_HEADER =
      "an event file begins with timestamp,outcome[,latency_ms][,count][,sli]";

  private final String file;
  private final InputStream in;
  private final EventKinds kinds;
  private final Timestamps timestamps = new Timestamps();
  private final int[] columns;
  // Where the fields of the row are, by the number of their column; from -1 if there is none.
  private final int[] from = new int[COLUMNS.size()];
  private final int[] to = new int[COLUMNS.size()];

  private byte[] buffer = new byte[BUFFER];
  private int next;
  private int limit;
  private int lineStart;
  private int lineEnd;
  private long line;
  private long at;
  private int sli;
  private int kind;
  private int count;

  /**
   * Reads the header.
   *
   * @throws EventFileException if there is none that can be read
   * @throws IOException if the stream cannot be read, or its gzip is broken
   */
  EventCsv(String file, InputStream raw, EventKinds kinds) throws IOException {
    this.file = file;
    this.in = unzipped(raw);
    this.kinds = kinds;
    if (!nextLine()) {
      throw error(EventFileException.FILE, "", "is empty; " + RIGHT_HEADER);
    }
    this.columns = header();
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(raw, BUFFER);
    buffered.mark(2);
    boolean zipped = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return zipped ? new GZIPInputStream(buffered, BUFFER) : buffered;
  }

  private int[] header() {
    String text = text(lineStart, lineEnd).replaceFirst("^\ufeff", "");
    if (text.isBlank()) {
      throw wrongHeader("", "is empty; " + RIGHT_HEADER);
    }
    List<Integer> found = new ArrayList<>();
    for (String name : text.split(",", -1)) {
      String known = name.trim().replaceAll("^\"(.*)\"$", "$1").toLowerCase(Locale.ROOT);
      int column = COLUMNS.indexOf(known);
      if (known.isEmpty()) {
        String problem = "has no name for column " + (found.size() + 1) + "; ";
        throw wrongHeader(text, problem + RIGHT_HEADER);
      }
      if (column < 0 || found.contains(column)) {
        String problem = column < 0 ? "is no column of it; " : "stands twice; ";
        throw wrongHeader(name, problem + RIGHT_HEADER);
      }
      found.add(column);
    }
    if (!found.contains(TIMESTAMP) || !found.contains(OUTCOME)) {
      throw wrongHeader(text, "lacks a column; " + RIGHT_HEADER);
    }
    if (!found.contains(SLI) && kinds.slis().size() > 1) {
      throw wrongHeader(text, "needs a column sli, as the SLOs are about " + kinds.slis());
    }
    return found.stream().mapToInt(i -> i).toArray();
  }

  private EventFileException wrongHeader(String value, String remedy) {
    return error(EventFileException.HEADER, value, remedy);
  }

  /**
   * Reads the next row; false at the end.
   *
   * @throws EventFileException if it cannot be read
   * @throws IOException if the stream cannot be read
   */
  boolean next() throws IOException {
    do {
      if (!nextLine()) {
        return false;
      }
    } while (lineStart == lineEnd);
    split();
    sli = sli();
    at = timestamp();
    Outcome outcome = outcome();
    long nanos = from[LATENCY] == to[LATENCY] ? -1 : latency(from[LATENCY], to[LATENCY]);
    count = from[COUNT] == to[COUNT] ? 1 : count(from[COUNT], to[COUNT]);
    kind = sli < 0 ? -1 : kinds.kind(sli, outcome, nanos);
    return true;
  }

  /** When it happened, in nanoseconds since 1970. */
  long at() {
    return at;
  }

  /** The number of its SLI, or {@link EventKinds#NOT_WATCHED}. */
  int watched() {
    return sli;
  }

  /** The number of its kind, see {@link EventKinds}; -1 if its SLI is not watched. */
  int kind() {
    return kind;
  }

  /** How many such events happened. */
  int count() {
    return count;
  }

  /** An error of the row just read. */
  EventFileException error(String column, String value, String remedy) {
    return new EventFileException(file, Math.max(1, line), column, value, remedy);
  }

  /** The text of the row's timestamp. */
  String timestampText() {
    return text(from[TIMESTAMP], to[TIMESTAMP]);
  }

  /** Finds the next line, whatever ends it, and reads more if it must. */
  private boolean nextLine() throws IOException {
    int scan = next;
    boolean more = true;
    while (more) {
      while (scan < limit && buffer[scan] != '\n') {
        scan++;
      }
      if (scan - next > MAX_LINE) {
        line++;
        throw error("row", text(next, scan), "is longer than " + MAX_LINE + " bytes");
      }
      more = scan == limit;
      if (more) {
        scan -= next;
        more = fill();
      }
    }
    lineStart = next;
    lineEnd = scan > next && buffer[scan - 1] == '\r' ? scan - 1 : scan;
    boolean any = scan < limit || scan > next;
    next = Math.min(limit, scan + 1);
    line += any ? 1 : 0;
    return any;
  }

  /** Moves what is left to the front, and reads on; false at the end. */
  private boolean fill() throws IOException {
    System.arraycopy(buffer, next, buffer, 0, limit - next);
    limit -= next;
    next = 0;
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read >= 0;
  }

  private void split() {
    Arrays.fill(from, 0);
    Arrays.fill(to, 0);
    int start = lineStart;
    int field = 0;
    for (int i = lineStart; i <= lineEnd; i++) {
      if (i == lineEnd || buffer[i] == ',') {
        if (field < columns.length) {
          place(columns[field], start, i);
        }
        field++;
        start = i + 1;
      }
    }
    if (field != columns.length) {
      throw error(
          "row",
          text(lineStart, lineEnd),
          "has " + field + " fields, the header has " + columns.length);
    }
  }

  /** Leaves out spaces and quotes around a field. */
  private void place(int column, int start, int end) {
    int first = start;
    int last = end;
    while (first < last && buffer[first] == ' ') {
      first++;
    }
    while (first < last && buffer[last - 1] == ' ') {
      last--;
    }
    if (last - first > 1 && buffer[first] == '"' && buffer[last - 1] == '"') {
      first++;
      last--;
    }
    from[column] = first;
    to[column] = last;
  }

  private int sli() {
    if (from[SLI] == to[SLI]) {
      if (kinds.slis().size() > 1) {
        throw error("sli", "", "is needed, as the SLOs are about " + kinds.slis());
      }
      return 0;
    }
    return kinds.sli(buffer, from[SLI], to[SLI]);
  }

  private long timestamp() {
    long nanos = timestamps.parse(buffer, from[TIMESTAMP], to[TIMESTAMP]);
    if (nanos == Timestamps.MALFORMED) {
      throw error(
          "timestamp",
          timestampText(),
          "write ISO-8601 with a zone, such as 2026-11-23T09:00:00.250Z, or milliseconds since 1970");
    }
    if (nanos == Timestamps.IMPLAUSIBLE) {
      throw error(
          "timestamp",
          timestampText(),
          "is before 1973 or after 2250; a number is milliseconds since 1970, not seconds");
    }
    return nanos;
  }

  private Outcome outcome() {
    int first = from[OUTCOME];
    int length = to[OUTCOME] - first;
    if (length == 4 && is(first, "good")) {
      return Outcome.GOOD;
    }
    if (length == 3 && is(first, "bad")) {
      return Outcome.BAD;
    }
    if (length == 8 && is(first, "excluded")) {
      return Outcome.EXCLUDED;
    }
    throw error("outcome", text(first, to[OUTCOME]), "is one of good, bad, excluded");
  }

  /** Whether a word stands there, in letters of any case. */
  private boolean is(int at, String word) {
    for (int i = 0; i < word.length(); i++) {
      if ((buffer[at + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Milliseconds with decimals, in nanoseconds; finer than that is cut off. */
  private long latency(int first, int end) {
    long nanos = 0;
    int digits = 0;
    int decimals = -1;
    for (int i = first; i < end; i++) {
      byte character = buffer[i];
      if (character == '.' && decimals < 0) {
        decimals = 0;
      } else if (character < '0' || character > '9' || digits == MAX_DIGITS) {
        return unusualLatency(first, end);
      } else if (decimals < MAX_DECIMALS) {
        nanos = nanos * 10 + character - '0';
        digits++;
        decimals += decimals < 0 ? 0 : 1;
      }
    }
    for (int i = Math.max(0, decimals); i < MAX_DECIMALS; i++) {
      nanos *= 10;
    }
    return digits == 0 || digits - Math.max(0, decimals) > MAX_DIGITS - MAX_DECIMALS
        ? unusualLatency(first, end)
        : nanos;
  }

  private long unusualLatency(int first, int end) {
    String text = text(first, end);
    if (text.length() <= 60 && NUMBER.matcher(text).matches()) {
      BigDecimal millis = new BigDecimal(text);
      if (millis.compareTo(MAX_LATENCY_MS) <= 0) {
        return millis.movePointRight(MAX_DECIMALS).longValue();
      }
    }
    throw error(
        "latency_ms", text, "is a number of milliseconds from 0 to 10 billion, or is left out");
  }

  private int count(int first, int end) {
    long number = 0;
    for (int i = first; i < end; i++) {
      int digit = buffer[i] - '0';
      number =
          digit < 0 || digit > 9 || number > MAX_COUNT ? Long.MAX_VALUE / 100 : number * 10 + digit;
    }
    if (number > MAX_COUNT) {
      throw error("count", text(first, end), "is a whole number of events from 0 to " + MAX_COUNT);
    }
    return (int) number;
  }

  private String text(int first, int end) {
    return new String(
        buffer, first, Math.min(end, first + MAX_LINE) - first, StandardCharsets.UTF_8);
  }
}
