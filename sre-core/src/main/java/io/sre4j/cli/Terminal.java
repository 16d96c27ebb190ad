package io.sre4j.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.function.LongConsumer;

/** What the terminal can show, and a progress bar on it. */
final class Terminal {
  private static final int WIDTH = 40;

  private Terminal() {}

  /** The terminal's characters; those of a file when output is redirected. */
  static Charset charset() {
    for (String property : new String[] {"stdout.encoding", "sun.stdout.encoding"}) {
      String name = System.getProperty(property);
      if (name != null) {
        return charset(name);
      }
    }
    String locale =
        System.getenv().getOrDefault("LC_ALL", System.getenv().getOrDefault("LANG", ""));
    return locale.toUpperCase(Locale.ROOT).contains("UTF")
        ? StandardCharsets.UTF_8
        : Charset.defaultCharset();
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Charset.defaultCharset();
    }
  }

  /** Whether block characters can be printed. */
  static boolean hasBlocks() {
    return charset().newEncoder().canEncode('\u2588');
  }

  /** Whether somebody is watching. */
  static boolean isInteractive() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      // Before Java 22 there is a console only where there is a terminal.
      return true;
    }
  }

  /** A bar that is drawn anew with each per cent, and erased at the end. */
  static final class Bar implements LongConsumer {
    private final PrintWriter out;
    private final long all;
    private long shown = -1;

    Bar(PrintWriter out, long all) {
      this.out = out;
      this.all = Math.max(1, all);
    }

    @Override
    public void accept(long done) {
      long percent = Math.min(100, 100 * done / all);
      if (percent != shown) {
        shown = percent;
        int filled = (int) (percent * WIDTH / 100);
        out.print("\r[" + "#".repeat(filled) + " ".repeat(WIDTH - filled) + "] " + percent + "%");
        out.flush();
      }
    }

    void erase() {
      out.print("\r" + " ".repeat(WIDTH + 8) + "\r");
      out.flush();
    }
  }
}
