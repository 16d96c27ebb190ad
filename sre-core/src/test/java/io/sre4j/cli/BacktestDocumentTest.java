package io.sre4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The commands of docs/backtest.md, run; and what it shows of their output. */
class BacktestDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/backtest.md");
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "```sh\n(java -jar \\S+-cli\\.jar (.*?))```\n\n```text\n(.*?)```", Pattern.DOTALL);

  @Test
  void commands_asShown_printWhatIsShown() throws IOException {
    List<MatchResult> examples = EXAMPLE.matcher(Files.readString(DOCUMENT)).results().toList();

    assertThat(examples).hasSizeGreaterThanOrEqualTo(3);
    for (MatchResult example : examples) {
      String[] args =
          Stream.of(example.group(2).replace("\\\n", " ").trim().split("\\s+", -1))
              .map(arg -> arg.startsWith("docs/") ? "../" + arg : arg)
              .toArray(String[]::new);
      CliRun run = CliRun.of(args);
      assertThat(run.err()).as(example.group(1)).isEmpty();
      assertThat(run.code()).as(example.group(1)).isZero();
      shows(withoutPlots(run.out()), withoutPlots(example.group(3)));
    }
  }

  /** Plots are drawn with what the terminal of the build can print. */
  private static String withoutPlots(String text) {
    return text.replaceAll("(?m)^ .*\\|.*\\|\n", "");
  }

  /** A line of three dots stands for any lines. */
  private static void shows(String output, String shown) {
    int from = 0;
    for (String part : shown.split("(?m)^\\.\\.\\.$\n?", -1)) {
      int at = output.indexOf(part.strip(), from);
      assertThat(at).as("'%s' in '%s'", part.strip(), output).isNotNegative();
      from = at + part.strip().length();
    }
  }
}
