package io.sre4j.spring.failure;

import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloException;
import java.util.List;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says what is wrong in which line of which OpenSLO file, and what would be right. */
final class OpenSloFailureAnalyzer extends AbstractFailureAnalyzer<OpenSloException> {
  private static final String KEY = "sre.openslo.location";
  private static final int SHOWN = 20;

  private final Environment environment;

  OpenSloFailureAnalyzer(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, OpenSloException cause) {
    List<OpenSlo.Message> errors = cause.errors();
    FailureText text = new FailureText("OpenSLO files cannot be read:");
    for (OpenSlo.Message error : errors.subList(0, Math.min(SHOWN, errors.size()))) {
      String place = error.line() > 0 ? error.file() + ":" + error.line() : error.file();
      text.line("File", place)
          .line("Path", error.path().isEmpty() ? null : error.path())
          .line("Problem", error.problem())
          .line("Remedy", error.remedy())
          .line("Code", error.code())
          .gap();
    }
    if (errors.size() > SHOWN) {
      text.line("And", errors.size() - SHOWN + " more").gap();
    }
    text.line("Property", KEY).line("Origin", FailureText.origin(environment, KEY));
    return new FailureAnalysis(
        text.toString(),
        "Correct the files, which `sre4j validate` of the command line checks too; or start"
            + " without what is wrong by sre.on-invalid-config=warn.",
        cause);
  }
}
