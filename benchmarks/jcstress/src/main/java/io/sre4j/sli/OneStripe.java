package io.sre4j.sli;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Arrays;

/**
 * Stripes in which all threads meet in one stripe to own and in one to share, as threads do whose
 * ids are a multiple of 256 apart; actors cannot choose their ids.
 *
 * <p>Two real {@link Stripes} hold the same two stripes: one, in every place, to count with; the
 * other, in one place, to sum up each of them once.
 */
final class OneStripe {
  private static final Field OWNED = field("owned");
  private static final Field SHARED = field("shared");
  private static final Stripes.Stripe EMPTY = new Stripes.Stripe();

  final Stripes.Stripe owned = new Stripes.Stripe();
  private final Stripes writers = new Stripes(Instant.EPOCH);
  private final Stripes reader = new Stripes(Instant.EPOCH);

  OneStripe() {
    Stripes.Stripe common = new Stripes.Stripe();
    Arrays.fill(stripes(OWNED, writers), owned);
    Arrays.fill(stripes(SHARED, writers), common);
    Arrays.fill(stripes(OWNED, reader), EMPTY);
    Arrays.fill(stripes(SHARED, reader), EMPTY);
    stripes(OWNED, reader)[0] = owned;
    stripes(SHARED, reader)[0] = common;
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

  private static Stripes.Stripe[] stripes(Field field, Stripes stripes) {
    try {
      return (Stripes.Stripe[]) field.get(stripes);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  int allocate(int cells) {
    writers.allocate(cells);
    return reader.allocate(cells);
  }

  void count(int cell) {
    writers.count(cell);
  }

  void releaseDead() {
    reader.releaseDead();
  }

  /** All that was counted in the cell since this was last asked. */
  int take(int cell) {
    reader.collect(Instant.EPOCH);
    return reader.take(cell, 1)[0];
  }
}
