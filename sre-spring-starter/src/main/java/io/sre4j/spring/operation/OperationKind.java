package io.sre4j.spring.operation;

import java.util.Arrays;
import java.util.regex.Pattern;

/** What is observed beside the requests that an application serves; prefixes the SLI's name. */
public enum OperationKind {
  /** Calls of another service over HTTP: {@code client.inventory}, by its host. */
  CLIENT,
  /** Runs of a scheduled task: {@code task.cleanup.run}, by class and method. */
  TASK,
  /** Messages that a listener handles: {@code listener.orders}, by topic or queue. */
  LISTENER,
  /** Queries of a database: {@code query.dataSource}, by the data source's bean. */
  QUERY,
  /** Calls of observed methods: {@code observed.place-order}, by the observation's name. */
  OBSERVED;

  private static final int MAX_LENGTH = 63;
  private static final Pattern FOREIGN = Pattern.compile("[^-._A-Za-z0-9]+");
  private static final Pattern EDGES = Pattern.compile("^[-._]+|[-._]+$");

  private final String prefix = name().toLowerCase(java.util.Locale.ROOT) + ".";

  /** Whether the name is one that operations are given. */
  public static boolean names(String sli) {
    return Arrays.stream(values()).anyMatch(kind -> sli.startsWith(kind.prefix));
  }

  /** Whether the SLI counts operations of this kind. */
  public boolean isOf(String sli) {
    return sli.startsWith(prefix);
  }

  /**
   * The SLI of an operation. What a name may not have becomes a hyphen; a long one ends in a number
   * that tells it from others.
   */
  public String sli(String operation) {
    String fit = EDGES.matcher(FOREIGN.matcher(operation).replaceAll("-")).replaceAll("");
    String name = prefix + (fit.isEmpty() ? "unnamed" : fit);
    if (name.length() <= MAX_LENGTH) {
      return name;
    }
    String tail = "-" + Integer.toHexString(operation.hashCode());
    return name.substring(0, MAX_LENGTH - tail.length()) + tail;
  }
}
