package io.sre4j.openslo;

import java.util.List;
import java.util.stream.Collectors;

/** Documents that cannot be read as OpenSLO v1: holds every error that was found, not the first. */
public final class OpenSloException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 20;

  private final transient List<OpenSlo.Message> errors;
  private final transient List<OpenSlo.Message> warnings;

  OpenSloException(List<OpenSlo.Message> errors, List<OpenSlo.Message> warnings) {
    super(text(errors));
    this.errors = List.copyOf(errors);
    this.warnings = List.copyOf(warnings);
  }

  /** What is wrong, in the order of the files; at most 1,000 errors. */
  public List<OpenSlo.Message> errors() {
    return errors;
  }

  /** What is doubtful beside that. */
  public List<OpenSlo.Message> warnings() {
    return warnings;
  }

  private static String text(List<OpenSlo.Message> errors) {
    String shown =
        errors.stream()
            .limit(SHOWN)
            .map(OpenSlo.Message::toString)
            .collect(Collectors.joining("\n"));
    int more = errors.size() - SHOWN;
    return more > 0 ? shown + "\nand " + more + " more" : shown;
  }
}
