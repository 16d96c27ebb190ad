package io.sre4j.slo;

/**
 * A definition that cannot work: says where it is wrong, what stood there and what would be right.
 *
 * <p>Thrown by builders and parsers only, never while events are recorded.
 */
public final class InvalidDefinitionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_VALUE_LENGTH = 120;

  private final String path;
  private final String value;
  private final String remedy;

  /**
   * Creates the error of one field.
   *
   * @param path the field, as its owner writes it: {@code slos.checkout.target}
   * @param value what stood there
   * @param remedy why it is wrong and what would be right
   */
  public InvalidDefinitionException(String path, Object value, String remedy) {
    super(clip(path) + " = " + clip(String.valueOf(value)) + ": " + remedy);
    this.path = clip(path);
    this.value = clip(String.valueOf(value));
    this.remedy = remedy;
  }

  /** The field that is wrong, from the outermost owner inwards, joined by dots. */
  public String path() {
    return path;
  }

  /** What stood there, at most 120 characters of it, control characters replaced. */
  public String value() {
    return value;
  }

  /** Why it is wrong and what would be right. */
  public String remedy() {
    return remedy;
  }

  /** The same error, with the path of the owner before its own. */
  public InvalidDefinitionException within(String owner) {
    InvalidDefinitionException outer =
        new InvalidDefinitionException(owner + "." + path, value, remedy);
    outer.initCause(this);
    return outer;
  }

  private static String clip(String text) {
    String printable = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return printable.length() <= MAX_VALUE_LENGTH
        ? printable
        : printable.substring(0, MAX_VALUE_LENGTH) + "...";
  }
}
