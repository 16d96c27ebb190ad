package io.sre4j.spring.host;

import io.sre4j.spring.web.RunningApplication;
import java.lang.Thread.State;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests from several threads until stopped: what they were answered wrongly, and where threads
 * of the server waited within code of ours.
 */
final class Customers implements AutoCloseable {
  private static final int THREADS = 4;

  private final RunningApplication shop;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicLong requests = new AtomicLong();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
  private final Queue<String> waiting = new ConcurrentLinkedQueue<>();

  Customers(RunningApplication shop) {
    this.shop = shop;
    for (int i = 0; i < THREADS; i++) {
      threads.add(new Thread(this::ask, "customer-" + i));
    }
    threads.add(new Thread(this::watch, "watcher"));
    threads.forEach(Thread::start);
  }

  long requests() {
    return requests.get();
  }

  /** Answers that were not what they had to be. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** Threads of the server that waited, or stood at a lock, in a method of ours. */
  List<String> waiting() {
    return List.copyOf(waiting);
  }

  private void ask() {
    for (int i = 0; !stopped.get(); i++) {
      boolean busy = i % 5 == 0;
      try {
        int status = shop.get(busy ? "/busy" : "/orders/" + i).statusCode();
        if (status != (busy ? 503 : 200)) {
          wrong.add("status " + status);
        }
      } catch (RuntimeException e) {
        wrong.add(e.toString());
      }
      requests.incrementAndGet();
    }
  }

  /* One by one, state and stack of a thread would be of two instants. */
  private void watch() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    while (!stopped.get()) {
      for (ThreadInfo thread : threads.dumpAllThreads(false, false)) {
        if (thread.getThreadState() != State.RUNNABLE
            && thread.getThreadName().startsWith("http-nio")
            && isOurs(thread.getStackTrace())) {
          waiting.add(thread.toString());
        }
      }
    }
  }

  /**
   * Whether code of ours is what waits, be it by the JDK; not what it calls: Spring Boot makes
   * OpenTelemetry's storage of contexts at the first request, and the others wait for it.
   */
  private static boolean isOurs(StackTraceElement[] stack) {
    return Arrays.stream(stack)
        .map(StackTraceElement::getClassName)
        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
        .findFirst()
        .filter(name -> name.startsWith("io.sre4j.") && !name.startsWith("io.sre4j.spring.host."))
        .isPresent();
  }

  @Override
  public void close() {
    stopped.set(true);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
