package io.sre4j.sli;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;

/**
 * Stripes in which all threads meet in one stripe to own and in one to share, as threads do whose
 * ids are a multiple of 256 apart; actors cannot choose their ids.
 */
final class OneStripe {
  private static final Field OWNED = field("owned");
  private static final Field SHARED = field("shared");

  final Stripes.Stripe owned = new Stripes.Stripe();
  private final Stripes stripes = new Stripes(Instant.EPOCH);

  OneStripe() {
    Arrays.fill(inField(OWNED, stripes), owned);
    Arrays.fill(inField(SHARED, stripes), new Stripes.Stripe());
  }

  private static Field field(String name) {
    try {
      Field field = Stripes.class.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static Stripes.Stripe[] inField(Field field, Stripes stripes) {
    try {
      return (Stripes.Stripe[]) field.get(stripes);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  int allocate(int cells) {
    return stripes.allocate(cells);
  }

  void count(int cell) {
    stripes.count(cell);
  }

  void releaseDead() {
    stripes.releaseDead();
  }

  /** All that was counted in the cell since this was last asked. */
  int take(int cell) {
    stripes.collect(Instant.EPOCH);
    return stripes.take(cell, 1)[0];
  }
}
