package io.sre4j.score;

import io.sre4j.slo.InvalidDefinitionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of one version of the specification, and the only ones that a score may have.
 * Immutable. They are data: {@code score-rules.txt}.
 */
public final class ScoreCatalog {
  private static final String FILE = "score-rules.txt";
  private static final String VERSION = "# version ";
  private static final ScoreCatalog CURRENT = read();

  private final String version;
  private final List<ScoreRule> rules;

  private ScoreCatalog(String version, List<ScoreRule> rules) {
    this.version = version;
    this.rules = List.copyOf(rules);
  }

  /** The version that this library knows. */
  public static ScoreCatalog current() {
    return CURRENT;
  }

  /** The month of the specification's state. */
  public String version() {
    return version;
  }

  /** The rules of this version, by id. */
  public List<ScoreRule> rules() {
    return rules;
  }

  /**
   * The rule of an id.
   *
   * @throws InvalidDefinitionException if the specification has none of that id
   */
  public ScoreRule rule(String id) {
    return rules.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new InvalidDefinitionException(
                "score.rule", id, "is no rule of the specification of " + version));
  }

  private static ScoreCatalog read() {
    try (InputStream in = ScoreCatalog.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is missing");
      }
      return parse(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ScoreCatalog parse(List<String> lines) {
    String version = "";
    List<ScoreRule> rules = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith(VERSION)) {
        version = line.substring(VERSION.length()).strip();
      } else if (!line.startsWith("#") && !line.isBlank()) {
        String[] parts = line.split("\\|", -1);
        if (!parts[4].equals("next")) {
          rules.add(
              new ScoreRule(
                  parts[0],
                  ScoreRule.Signal.valueOf(parts[1]),
                  Impact.valueOf(parts[2]),
                  parts[3]));
        }
      }
    }
    return new ScoreCatalog(version, rules);
  }
}
