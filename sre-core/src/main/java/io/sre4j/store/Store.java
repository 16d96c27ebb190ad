package io.sre4j.store;

import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where snapshots of an engine are kept, and how much may be lost. Immutable.
 *
 * <p>Several processes may share a directory: each takes a slot of its own in it, the first that is
 * free, and goes on from what the last process in that slot had counted.
 *
 * @param directory created if it does not exist; should be on a local disk that outlives the
 *     process
 * @param loss how much a process that is killed may lose at most: from 400 milliseconds to 1 hour
 */
public record Store(Path directory, Duration loss) {
  private static final Duration MIN = Duration.ofMillis(400);
  private static final Duration MAX = Duration.ofHours(1);

  /**
   * Checks the range.
   *
   * @throws InvalidDefinitionException if the loss is out of its range
   */
  public Store {
    if (loss.compareTo(MIN) < 0 || loss.compareTo(MAX) > 0) {
      throw new InvalidDefinitionException(
          "store.loss", DurationText.format(loss), "a process may lose from 400ms to 1h");
    }
  }

  /** A store in a directory, that loses 10 seconds at most. */
  public static Store in(Path directory) {
    return new Store(directory, Duration.ofSeconds(10));
  }

  /** The same with another bound of what may be lost. */
  public Store loss(Duration loss) {
    return new Store(directory, loss);
  }

  /** How often to write: the rest of the bound is for the last tick and the time writing takes. */
  Duration period() {
    return loss.multipliedBy(2).dividedBy(3);
  }
}
