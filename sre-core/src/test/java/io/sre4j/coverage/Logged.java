package io.sre4j.coverage;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What coverage wrote to its log: level and message. */
final class Logged extends Handler {
  private final List<String> lines = new ArrayList<>();

  static List<String> during(Runnable work) {
    Logger logger = Logger.getLogger(Coverage.class.getName());
    Logged logged = new Logged();
    logger.addHandler(logged);
    try {
      work.run();
    } finally {
      logger.removeHandler(logged);
    }
    return logged.lines;
  }

  @Override
  public synchronized void publish(LogRecord line) {
    Object[] parameters = line.getParameters();
    String message =
        parameters == null
            ? line.getMessage()
            : MessageFormat.format(line.getMessage(), parameters);
    lines.add(line.getLevel() + " " + message);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
