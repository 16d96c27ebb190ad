package io.sre4j.example.checkout.load;

import io.sre4j.example.checkout.shop.InventoryService.Mode;
import java.time.Duration;
import java.util.List;

/**
 * What happens to the shop, in order.
 *
 * @param phases one after the other
 */
public record Schedule(List<Phase> phases) {
  private static final int BUSY = 50;
  private static final int LIGHT = 10;

  public Schedule {
    phases = List.copyOf(phases);
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("A schedule has at least one phase.");
    }
  }

  /** The show. The last phase outlives the drill's longest short window, 60 s, by a bit. */
  public static Schedule standard() {
    return new Schedule(
        List.of(
            phase("healthy", 24, Mode.HEALTHY, "all is well"),
            phase("slow", 36, Mode.SLOW, "the inventory takes 350 to 700 ms; nothing fails"),
            phase("recovery", 10, Mode.HEALTHY, "the inventory is fast again"),
            phase("outage", 24, Mode.DOWN, "the inventory is down; POST /checkout answers 503"),
            phase("recovery", 66, Mode.HEALTHY, "the inventory is back")));
  }

  /** What goes on afterwards, for those who want to look around. */
  public static Phase light() {
    return new Phase("light", Duration.ofDays(1), Mode.HEALTHY, LIGHT, "light load, all is well");
  }

  /** How long it takes. */
  public Duration length() {
    return phases.stream().map(Phase::length).reduce(Duration.ZERO, Duration::plus);
  }

  private static Phase phase(String name, int seconds, Mode mode, String story) {
    return new Phase(name, Duration.ofSeconds(seconds), mode, BUSY, story);
  }

  /**
   * A stretch of time in which nothing changes.
   *
   * @param name at most {@value #MAX_NAME} characters
   * @param length how long it lasts
   * @param mode how the inventory behaves
   * @param requestsPerSecond how many requests the customers send
   * @param story what happens, in words
   */
  public record Phase(
      String name, Duration length, Mode mode, int requestsPerSecond, String story) {
    static final int MAX_NAME = 8;

    public Phase {
      if (name.length() > MAX_NAME) {
        throw new IllegalArgumentException("'" + name + "' is longer than " + MAX_NAME);
      }
      if (length.isNegative() || length.isZero()) {
        throw new IllegalArgumentException("Phase " + name + " lasts " + length);
      }
      if (requestsPerSecond < 1) {
        throw new IllegalArgumentException("Phase " + name + " has no load");
      }
    }
  }
}
