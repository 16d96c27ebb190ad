package io.sre4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.artifact.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/fleet.md, run in its order; its files, judged; what it shows of others. */
class FleetDocumentTest {
  private static final Path DOCUMENT = Path.of("../docs/fleet.md");
  private static final Pattern COMMAND =
      Pattern.compile("java -jar \\S+-cli\\.jar (.*?) > (\\S+)", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void commands_inTheirOrder_makeFilesThatPrometheusAndAlertmanagerTake() throws IOException {
    writeShownFiles();
    generate();
    assertThat(Files.readString(directory.resolve("slo-dashboard.json"))).contains("sre4j-slos");

    List<String> judged = new ArrayList<>();
    for (String line : blocks("sh").flatMap(String::lines).toList()) {
      String[] words = line.split(" +", -1);
      for (Tool tool : List.of(Tool.PROMTOOL, Tool.AMTOOL)) {
        if (words[0].equals(tool.program())) {
          tool.run(directory, List.of(words).subList(1, words.length).toArray(String[]::new))
              .requireContent();
          judged.add(line);
        }
      }
    }
    assertThat(judged)
        .containsExactly(
            "promtool test rules slo-rules-test.yaml",
            "promtool check config prometheus.yml",
            "amtool check-config alertmanager.yml");
  }

  @Test
  void shown_rules_areThoseThatAreGenerated() throws IOException {
    generate();
    String rules = Files.readString(directory.resolve("slo-rules.yaml"));

    List<String> shown = blocks("yaml").filter(block -> block.contains("- alert:")).toList();
    assertThat(shown).hasSize(1);
    assertThat(rules).contains(shown.get(0));
  }

  @Test
  void shown_names_areThoseOfTheExamplesConfiguration() throws IOException {
    String configuration =
        Files.readString(Path.of("../examples/checkout/src/main/resources/application.yml"));
    List<String> shown = blocks("yaml").filter(block -> block.contains("management.")).toList();
    assertThat(shown).hasSize(1);
    assertThat(configuration).contains(shown.get(0));
  }

  /** Runs what makes files. */
  private void generate() throws IOException {
    List<MatchResult> commands =
        blocks("sh").flatMap(block -> COMMAND.matcher(block).results()).toList();
    assertThat(commands).hasSize(4);
    for (MatchResult command : commands) {
      String[] args =
          Stream.of(command.group(1).replace("\\\n", " ").trim().split("\\s+", -1))
              .map(arg -> arg.startsWith("docs/") ? "../" + arg : arg)
              .toArray(String[]::new);
      CliRun run = CliRun.of(args);
      assertThat(run.err()).as(command.group()).isEmpty();
      assertThat(run.code()).as(command.group()).isZero();
      Files.writeString(directory.resolve(command.group(2)), run.out());
    }
  }

  /** Those whose first line is a comment with their name. */
  private void writeShownFiles() throws IOException {
    List<MatchResult> files =
        blocks("yaml")
            .flatMap(block -> Pattern.compile("^# (\\S+\\.yml)\n(?s:.*)").matcher(block).results())
            .toList();
    assertThat(files).hasSize(1);
    for (MatchResult file : files) {
      Files.writeString(directory.resolve(file.group(1)), file.group());
    }
  }

  private static Stream<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(block -> block.group(1));
  }
}
