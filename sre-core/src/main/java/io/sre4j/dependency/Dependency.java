package io.sre4j.dependency;

/**
 * The name of something that is called, one object for each: look it up with {@link
 * Dependencies#named}. Immutable.
 */
public final class Dependency {
  /** All that are too many. */
  public static final Dependency OTHER = new Dependency("other");

  private final String name;

  Dependency(String name) {
    this.name = name;
  }

  /** A host, a database, a destination of messages. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return name;
  }
}
