package io.sre4j.openslo;

/**
 * What is wrong, or doubtful, in one place of a file.
 *
 * @param file the name the file was read under
 * @param line counted from 1
 * @param path the field within its object, such as {@code spec.objectives[0].target}; empty for the
 *     object itself
 * @param code a short name of the rule, stable from release to release; where the reference SDK has
 *     a name for it, that one
 * @param problem what stands there and why it is wrong
 * @param remedy what would be right
 */
public record OpenSloMessage(
    String file, int line, String path, String code, String problem, String remedy) {

  private static final int MAX_LENGTH = 300;

  /** Makes the texts printable: control characters become '?', long texts are cut. */
  public OpenSloMessage {
    file = printable(file);
    path = printable(path);
    problem = printable(problem);
    remedy = printable(remedy);
  }

  /** One line for people: {@code shop.yaml:12: spec.service: is missing; ... [required]}. */
  @Override
  public String toString() {
    String place = path.isEmpty() ? "" : " " + path + ":";
    return file + ":" + line + ":" + place + " " + problem + "; " + remedy + " [" + code + "]";
  }

  private static String printable(String text) {
    String clean = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "?");
    return clean.length() <= MAX_LENGTH ? clean : clean.substring(0, MAX_LENGTH) + "...";
  }
}
