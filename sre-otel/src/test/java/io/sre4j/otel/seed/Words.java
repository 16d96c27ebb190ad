package io.sre4j.otel.seed;

import io.sre4j.finding.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The words of an example in a finding's line, without ids. */
final class Words {
  /** Rules whose examples have numbers of their own. */
  static final Set<String> OF_NUMBERS = Set.of("SRE-022", "SRE-026", "SRE-030", "SRE-031");

  private static final Pattern LINE =
      Pattern.compile("(?m)^(SRE-\\d{3}) .*?: [\\d,]+ of [\\d,]+(, such as .*?)?; ");
  private static final Pattern TRACE = Pattern.compile("trace [0-9a-f]{32}");

  private Words() {}

  static String of(Finding finding) {
    MatchResult line = LINE.matcher(finding.describe()).results().findFirst().orElseThrow();
    return words(line.group(2));
  }

  /** By rule, as docs/coverage.md shows them. */
  static Map<String, String> ofThePage() throws IOException {
    Map<String, String> words = new TreeMap<>();
    LINE.matcher(Files.readString(Path.of("../docs/coverage.md")))
        .results()
        .forEach(line -> words.put(line.group(1), words(line.group(2))));
    return words;
  }

  private static String words(String example) {
    return example == null ? "" : TRACE.matcher(example).replaceAll("trace");
  }
}
