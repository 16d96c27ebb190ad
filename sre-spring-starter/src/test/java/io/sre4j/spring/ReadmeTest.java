package io.sre4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The starter's README names the keys that there are. */
class ReadmeTest {

  @Test
  void readme_tableOfKeys_isComplete() throws IOException {
    List<String> documented =
        Pattern.compile("^\\| `(sre\\.[^`]+)` \\|", Pattern.MULTILINE)
            .matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(row -> row.group(1))
            .toList();
    List<String> known =
        KnownKeys.all().stream().filter(key -> !key.endsWith(".routes[<n>]")).toList();
    assertThat(documented).filteredOn(key -> !key.endsWith(".routes")).hasSameElementsAs(known);
    assertThat(documented).contains("sre.slos.<name>.routes");
  }
}
