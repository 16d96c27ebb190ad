package io.sre4j.sli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counters side by side, once for each thread that counts: those of all SLIs of an engine, or of
 * whatever else is counted where the host's threads pass by.
 */
public final class Stripes {
  /*
   * State. Every cell has a number, and a stripe has an array with a counter for each.
   * A thread's stripe follows from its id. owned[i] belongs to the platform thread in its owner
   * field, which alone writes its counters; shared[i] to everyone. Counters only grow. An array
   * that became too short is succeeded by a longer one and summed up for ever. The reader visits
   * the stripes in used, which a stripe joins before it is claimed or counted in, and never
   * leaves. sums holds the totals of the last collect().
   *
   * Progress. An owner finds its counter by plain reads, and stores it one higher without a lock
   * prefix; all others add atomically. The plain read of the owner is enough: it can only return
   * the asking thread if that put itself there, and nobody takes it away while it lives. So is
   * that of its array: only the owner replaces it. To claim a stripe is one compare-and-set, once
   * in a thread's life. The reader waits for nobody, and nobody for the reader.
   *
   * Loss and lag bound. Nothing is lost or counted twice: each counter has one writer or atomic
   * ones, and is never reset; the reader passes on the growth of sums. It does so modulo 2^32, so
   * up to 2^31 events of a cell may be counted between two ticks: an hour at 600,000 a second. An
   * increment is passed on by the first collect() after it is visible (on all current machines: at
   * once). The counters of a dead owner pass to the next one: all that it wrote happens before
   * isAlive() answers false, that before the ticker releases the stripe, and that before the
   * claim. A thread that finds its stripe taken counts in a shared one for good.
   *
   * Why not simpler. A ThreadLocal costs as much as the increment it saves and leaves one map
   * entry in every thread for every recorder. Arrays for each SLI cost an event two more cache
   * lines, each needs padding, and summing them up is a walk through memory; side by side they are
   * read as fast as memory allows. Virtual threads come by the million and live too short to own
   * anything.
   */
  static final int OWNED = 256;
  static final int SHARED = 8;

  // Keeps the counters of two threads off one cache line, and off its neighbour, fetched with it.
  private static final int PADDING = 32;
  private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle USED = handle(Stripes.class, "used", Stripe[].class);
  private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

  // Few cells are numbered out of a run of these, so that those of many SLIs share cache lines.
  private static final int FEW = 8;
  private static final int RUN = 64;

  private final Stripe[] owned = newStripes(OWNED);
  private final Stripe[] shared = newStripes(SHARED);
  // Those that a thread has ever counted in, or is about to. Replaced, never changed.
  private volatile Stripe[] used = {};
  private int[] sums = {};
  private int[] taken = {};
  private int[] growth = {};
  private long[] buckets = {};
  private volatile int length = PADDING;
  private int runNext;
  private int runEnd;
  private volatile long tickMillis;

  /**
   * Creates an engine's stripes, all free.
   *
   * @param now by which bad events are dated until the first {@link #collect}
   */
  public Stripes(Instant now) {
    this.tickMillis = now.toEpochMilli();
  }

  private static Stripe[] newStripes(int count) {
    Stripe[] stripes = new Stripe[count];
    Arrays.setAll(stripes, i -> new Stripe());
    return stripes;
  }

  /** The number of the stripe that a thread may own. */
  static int index(Thread thread) {
    return (int) thread.getId() & (OWNED - 1);
  }

  /** Whether the thread alone writes the counters of its stripe. */
  boolean owns(Thread thread) {
    return owned[index(thread)].owner == thread;
  }

  /**
   * Numbers so many cells side by side; the first number. One thread at a time, while others may
   * count and collect.
   */
  public int allocate(int cells) {
    if (cells > FEW) {
      return extendBy(cells);
    }
    if (runEnd - runNext < cells) {
      runNext = extendBy(RUN);
      runEnd = runNext + RUN;
    }
    runNext += cells;
    return runNext - cells;
  }

  private int extendBy(int cells) {
    int first = length;
    length = first + cells;
    return first;
  }

  /**
   * Counts one event in a cell; wait-free, allocates nothing once the thread has counted in it.
   *
   * @param cell a number out of {@link #allocate}
   */
  public void count(int cell) {
    Thread thread = Thread.currentThread();
    Stripe stripe = owned[index(thread)];
    int[] counters = stripe.counters;
    if (stripe.owner == thread && cell >= 0 && cell < counters.length) {
      COUNT.setOpaque(counters, cell, counters[cell] + 1);
    } else {
      countElsewhere(thread, cell);
    }
  }

  /** Counts for a thread that owns no stripe, or one without a counter for the cell. */
  private void countElsewhere(Thread thread, int cell) {
    count(thread, cell, 1);
  }

  /** Counts so many events in a cell at once. */
  void count(int cell, int events) {
    count(Thread.currentThread(), cell, events);
  }

  private void count(Thread thread, int cell, int events) {
    Stripe stripe = owned[index(thread)];
    if (stripe.owner == thread || claims(thread, stripe)) {
      int[] counters = stripe.counters(cell, length);
      COUNT.setOpaque(counters, cell, counters[cell] + events);
    } else {
      Stripe common = shared[index(thread) & (SHARED - 1)];
      use(common);
      int[] counters = common.counters(cell, length);
      COUNT.getAndAdd(counters, cell, events);
    }
  }

  private boolean claims(Thread thread, Stripe stripe) {
    if (!stripe.isFree() || isVirtual(thread)) {
      return false;
    }
    use(stripe);
    return stripe.claim(thread);
  }

  /** Makes a stripe known to the reader, before anything is counted in it. */
  private void use(Stripe stripe) {
    Stripe[] present = used;
    while (!stripe.isUsed) {
      if (List.of(present).contains(stripe)) {
        stripe.isUsed = true;
      } else {
        Stripe[] more = Arrays.copyOf(present, present.length + 1);
        more[present.length] = stripe;
        USED.compareAndSet(this, present, more);
      }
      present = used;
    }
  }

  /**
   * Sums up all counters, for {@link SliDrain#drain} to pass on. One thread at a time.
   *
   * @param now by which bad events are dated from now on
   */
  public void collect(Instant now) {
    tickMillis = now.toEpochMilli();
    if (sums.length < length) {
      sums = new int[length];
      taken = Arrays.copyOf(taken, length);
    }
    Arrays.fill(sums, 0);
    for (Stripe stripe : used) {
      stripe.addTo(sums);
    }
  }

  /**
   * Takes out what cells side by side have grown by, from when they were last taken out up to the
   * last {@link #collect}. One thread at a time, the one that collects.
   *
   * @return the growth from index 0; valid until this is called again, for any cells
   */
  public int[] take(int first, int cells) {
    if (growth.length < cells) {
      growth = new int[cells];
    }
    if (first + cells > sums.length) {
      Arrays.fill(growth, 0, cells, 0); // numbered since the last collect()
      return growth;
    }
    for (int i = 0; i < cells; i++) {
      growth[i] = sums[first + i] - taken[first + i];
    }
    System.arraycopy(sums, first, taken, first, cells);
    return growth;
  }

  /** At least so many zeros, for one SLI after the other to add up in. */
  long[] zeros(int count) {
    if (buckets.length < count) {
      buckets = new long[count];
    }
    Arrays.fill(buckets, 0, count, 0);
    return buckets;
  }

  /** The time of the last {@link #collect}; any thread. */
  long tickMillis() {
    return tickMillis;
  }

  /** Frees the stripes of threads that ended; one thread at a time. */
  public void releaseDead() {
    for (Stripe stripe : used) {
      stripe.releaseIfDead();
    }
  }

  private static VarHandle handle(Class<?> owner, String field, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(owner, field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static boolean isVirtual(Thread thread) {
    if (IS_VIRTUAL == null) {
      return false;
    }
    try {
      return (boolean) IS_VIRTUAL.invokeExact(thread);
    } catch (Throwable e) {
      return true; // cannot happen; not owning is always right
    }
  }

  private static @Nullable MethodHandle findIsVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
    } catch (ReflectiveOperationException e) {
      return null; // before Java 21 there are none
    }
  }

  /** The counters that one thread owns, or that some threads share. */
  static final class Stripe {
    private static final VarHandle OWNER = handle(Stripe.class, "owner", Thread.class);
    private static final VarHandle ARRAYS = handle(Stripe.class, "arrays", int[][].class);

    /** Whether it is among the used ones; written only once it is. */
    boolean isUsed;

    /** The thread that alone writes the counters; null if the stripe is free, or shared. */
    @Nullable Thread owner;

    /** By number of cell; too short for cells that were not counted in yet. */
    int[] counters = {};

    // All that ever were counters, the newest first. Replaced, never changed.
    private volatile int[][] arrays = {};

    private boolean isFree() {
      return OWNER.getAcquire(this) == null;
    }

    private boolean claim(Thread thread) {
      return OWNER.compareAndSet(this, (Thread) null, thread);
    }

    private void releaseIfDead() {
      Thread thread = (Thread) OWNER.getAcquire(this);
      if (thread != null && !thread.isAlive()) {
        OWNER.setRelease(this, (Thread) null);
      }
    }

    /** An array with a counter for the cell; a new one is twice as long, up to what is in use. */
    private int[] counters(int cell, int used) {
      int[][] present = arrays;
      while (present.length == 0 || cell >= present[0].length) {
        int doubled = present.length == 0 ? 0 : 2 * present[0].length;
        int[][] more = new int[present.length + 1][];
        more[0] = new int[Math.max(cell + 1, Math.min(doubled, used)) + PADDING];
        System.arraycopy(present, 0, more, 1, present.length);
        boolean mine = ARRAYS.compareAndSet(this, present, more);
        present = mine ? more : arrays;
      }
      if (counters.length < present[0].length) {
        counters = present[0];
      }
      return present[0];
    }

    private void addTo(int[] sums) {
      for (int[] array : arrays) {
        int length = Math.min(sums.length, array.length);
        for (int i = 0; i < length; i++) {
          sums[i] += array[i];
        }
      }
    }
  }
}
