package io.sre4j.sli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/** Which stripe of cells belongs to which thread; one for all SLIs of an engine. */
public final class Ownership {
  /*
   * State. owners[i] is the platform thread that alone may write the own cells of stripe i, or null.
   * A thread's stripe follows from its id.
   *
   * Progress. Claiming is one compare-and-set, once in a thread's life; asking is a plain read.
   * The plain read is enough: it can only return the asking thread if that thread put itself there,
   * and nobody takes it away while it lives. The ticker releases the stripes of dead threads.
   *
   * Loss and lag bound. A thread that finds its stripe taken counts in the shared cells for good.
   * The cells of a dead owner pass to the next one: everything the thread wrote happens before
   * isAlive() answers false, that before the release of the stripe, and that before the claim.
   *
   * Why not simpler. A ThreadLocal costs as much as the increment it saves and leaves one map entry
   * in every thread for every recorder. Virtual threads come by the million and live too short to
   * own anything.
   */
  static final int STRIPES = 256;

  private static final VarHandle OWNER = MethodHandles.arrayElementVarHandle(Thread[].class);
  private static final @Nullable MethodHandle IS_VIRTUAL = findIsVirtual();

  private final @Nullable Thread[] owners = new Thread[STRIPES];

  /** Creates an engine's stripes, all free. */
  public Ownership() {}

  static int stripe(Thread thread) {
    return (int) thread.getId() & (STRIPES - 1);
  }

  boolean owns(Thread thread, int stripe) {
    return owners[stripe] == thread;
  }

  /** Whether the stripe is the thread's now. */
  boolean claim(Thread thread, int stripe) {
    return OWNER.getAcquire(owners, stripe) == null
        && !isVirtual(thread)
        && OWNER.compareAndSet(owners, stripe, (Thread) null, thread);
  }

  /** Frees the stripes of threads that ended; one thread at a time. */
  public void releaseDead() {
    for (int i = 0; i < STRIPES; i++) {
      Thread owner = (Thread) OWNER.getAcquire(owners, i);
      if (owner != null && !owner.isAlive()) {
        OWNER.setRelease(owners, i, (Thread) null);
      }
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
}
