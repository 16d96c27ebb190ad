package io.sre4j.sli;

import java.time.Duration;
import java.util.List;

/** Bad events whose time, duration and route are all made of one number, so that torn ones show. */
final class SoundEvents {
  private static final EventAttributes[] ATTRIBUTES = new EventAttributes[256];

  static {
    for (int i = 0; i < ATTRIBUTES.length; i++) {
      ATTRIBUTES[i] = EventAttributes.route(Integer.toString(i));
    }
  }

  private SoundEvents() {}

  static void add(BadEventRing ring, int number) {
    ring.add(number, number, ATTRIBUTES[number]);
  }

  /** Events made of different numbers. */
  static int torn(List<BadEvent> events) {
    int torn = 0;
    for (BadEvent event : events) {
      long number = event.at().toEpochMilli();
      boolean sound =
          event.duration().map(Duration::toNanos).orElse(-1L) == number
              && event.attributes().equals(ATTRIBUTES[(int) number]);
      torn += sound ? 0 : 1;
    }
    return torn;
  }
}
