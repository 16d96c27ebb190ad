package io.sre4j.example.checkout.terminal;

import java.util.Map;

/** Colours for a terminal, or none. */
public enum Ink {
  ANSI,
  NONE;

  /** Colours if a person is looking at a terminal that has them, and did not opt out. */
  public static Ink of(Map<String, String> environment, boolean terminal) {
    boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
    boolean able = !"dumb".equals(environment.get("TERM"));
    return terminal && wanted && able ? ANSI : NONE;
  }

  /** Whether somebody looks at the output; not so if it goes into a pipe or a file. */
  public static boolean isTerminal() {
    java.io.Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Before Java 22 there is a console only where there is a terminal.
      return true;
    }
  }

  public String bold(String text) {
    return paint("1", text);
  }

  public String dim(String text) {
    return paint("2", text);
  }

  public String red(String text) {
    return paint("31", text);
  }

  public String green(String text) {
    return paint("32", text);
  }

  public String yellow(String text) {
    return paint("33", text);
  }

  private String paint(String code, String text) {
    return this == NONE ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
