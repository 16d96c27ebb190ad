package io.sre4j.finding;

import io.sre4j.slo.InvalidDefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The findings that a service knows and accepts, as a file that is kept with its source: UTF-8, a
 * rule, a tab and a subject on each line, {@code #} before a comment. Immutable.
 *
 * <p>Findings of a run are written in the same form, so that what is new is the difference of two
 * files.
 */
public final class Baseline {
  /** More lines are no list that somebody has looked at. */
  public static final int MAX_LINES = 10_000;

  /** Accepts nothing. */
  public static final Baseline EMPTY = new Baseline(new TreeSet<>());

  private static final int MAX_LINE = 500;
  // Editors make spaces of tabs.
  private static final Pattern LINE = Pattern.compile("([A-Z]{2,8}-[0-9]{3})\\s+(\\S.*)");

  private final SortedSet<String> lines;

  private Baseline(SortedSet<String> lines) {
    this.lines = lines;
  }

  /** Accepts exactly these findings. */
  public static Baseline of(Collection<Finding> findings) {
    return new Baseline(
        findings.stream().map(Baseline::line).collect(Collectors.toCollection(TreeSet::new)));
  }

  /**
   * Reads a file; one that does not exist accepts nothing.
   *
   * @throws IOException if it cannot be read
   * @throws InvalidDefinitionException if a line is none of a baseline, or there are too many
   */
  public static Baseline read(Path file) throws IOException {
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      return parse(file.toString(), lines.limit(MAX_LINES + 1L).toList());
    } catch (NoSuchFileException e) {
      return EMPTY;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Baseline parse(String path, List<String> text) {
    if (text.size() > MAX_LINES) {
      throw new InvalidDefinitionException(
          path, "more than " + MAX_LINES + " lines", "accept fewer findings, or mend some");
    }
    SortedSet<String> lines = new TreeSet<>();
    for (int i = 0; i < text.size(); i++) {
      String line = text.get(i).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        lines.add(entry(path + ":" + (i + 1), line));
      }
    }
    return new Baseline(lines);
  }

  private static String entry(String place, String line) {
    Matcher matcher = LINE.matcher(line);
    if (line.length() > MAX_LINE || !matcher.matches()) {
      throw new InvalidDefinitionException(
          place, line, "write a rule, a tab and a subject, such as SRE-001<tab>GET /orders");
    }
    return matcher.group(1) + "\t" + Finding.printable(matcher.group(2));
  }

  /** How a finding stands in a file, without the end of the line. */
  public static String line(Finding finding) {
    return finding.rule() + "\t" + finding.subject();
  }

  /** The findings that are not accepted, in their order. */
  public List<Finding> newOf(Collection<Finding> findings) {
    return findings.stream().filter(finding -> !lines.contains(line(finding))).toList();
  }

  /** The lines that match none of the findings any more; sorted. */
  public List<String> obsolete(Collection<Finding> findings) {
    Set<String> present = findings.stream().map(Baseline::line).collect(Collectors.toSet());
    return lines.stream().filter(line -> !present.contains(line)).toList();
  }

  /** What stands in it, sorted. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  /**
   * Writes it, sorted, in place of what was there.
   *
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Files.write(file, lines, StandardCharsets.UTF_8);
  }
}
