package io.sre4j.backtest;

/** A row of an event file that cannot be read: says where, what stood there and what is right. */
public final class EventFileException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_VALUE_LENGTH = 60;

  /** The column of what is wrong with all of a file. */
  static final String FILE = "file";

  /** The column of what is wrong with the first line. */
  static final String HEADER = "header";

  private final String file;
  private final long line;
  private final String column;
  private final String value;
  private final String remedy;

  EventFileException(String file, long line, String column, String value, String remedy) {
    super(place(file, line, column, clip(value)) + ": " + remedy);
    this.file = file;
    this.line = line;
    this.column = column;
    this.value = clip(value);
    this.remedy = remedy;
  }

  /** The name the file was read under. */
  public String file() {
    return file;
  }

  /** The line, counted from 1; the header's is 1. */
  public long line() {
    return line;
  }

  /** The column by the header's name, {@code header}, {@code row} or {@code file}. */
  public String column() {
    return column;
  }

  /** What stood there, at most 60 characters of it, control characters replaced. */
  public String value() {
    return value;
  }

  /** Why it is wrong and what would be right. */
  public String remedy() {
    return remedy;
  }

  /** Of a file or a header without content there is nothing to show. */
  private static String place(String file, long line, String column, String value) {
    if (column.equals(FILE)) {
      return file;
    }
    String shown = value.isEmpty() && column.equals(HEADER) ? "" : " = '" + value + "'";
    return file + ":" + line + ": " + column + shown;
  }

  private static String clip(String text) {
    String start =
        text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH) + "...";
    return start.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
  }
}
