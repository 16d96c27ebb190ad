package io.sre4j.delivery;

import io.sre4j.delivery.DeliveryStatus.Failure;
import io.sre4j.delivery.Post.Reply;
import io.sre4j.time.Tick;
import io.sre4j.time.TimeSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one receiver, and the work of the thread that sends it. Thread-safe.
 *
 * <p><b>State.</b> The notices that wait; the newest state of each alert, if the receiver wants to
 * be told again; counts. All under one lock, which is never held while something is sent or logged.
 *
 * <p><b>Progress.</b> Callers wait for the lock only. One thread sends one request at a time, so
 * the order within an alert is kept. After a failure everything waits for the back-off, and then
 * other alerts go first: one notice that the receiver chokes on cannot block them.
 *
 * <p><b>Loss and lag bound.</b> Every notice is delivered or counted as dropped: refused, too old
 * when it failed, overtaken in a full queue, or still there after closing. What is sent may arrive
 * twice, if the answer got lost; never out of order: what has a notice waiting is not renewed.
 *
 * <p><b>Why not simpler.</b> A plain queue would lose the newest state when it is full, so that a
 * resolved alert goes on paging, or stop at its first unlucky element.
 */
final class Outbox implements Runnable {
  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  private static final int MAX_STANDING = 4_096;
  private static final int RENEWALS_PER_REQUEST = 64;
  private static final long LOG_NANOS = Duration.ofMinutes(1).toNanos();
  private static final long FOR_EVER = Long.MAX_VALUE;

  private final Receiver receiver;
  private final Post post;
  private final Backoff backoff;
  private final Limits limits;
  private final TimeSource clock;
  private final Pause pause;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Lanes lanes;
  private final Map<String, AlertNotice> standing = new LinkedHashMap<>();
  private long delivered;
  private long dropped;
  private long failedAttempts;
  private @Nullable Failure lastFailure;
  private boolean unlogged;
  private long logNotBefore;
  private long notBefore;
  private boolean toldToWait;
  private long renewAt;
  private boolean renewedLast;
  private boolean closed;
  private long closeBy;
  private boolean ended;

  /**
   * What is bounded.
   *
   * @param capacity notices that wait, at most
   * @param giveUpAfter a notice that fails when it is older is dropped
   * @param close how long closing may take
   */
  record Limits(int capacity, Duration giveUpAfter, Duration close) {}

  /** Waits for the outbox; tests let time pass instead. */
  @FunctionalInterface
  interface Pause {
    /** The machine's. */
    Pause REAL =
        (lock, changed, nanos) -> {
          if (nanos == FOR_EVER) {
            changed.await();
          } else {
            changed.awaitNanos(nanos);
          }
        };

    /** Waits until it is signalled or so many nanoseconds have passed; may return sooner. */
    void await(Lock lock, Condition changed, long nanos) throws InterruptedException;
  }

  Outbox(
      Receiver receiver, Post post, Backoff backoff, Limits limits, TimeSource clock, Pause pause) {
    this.receiver = receiver;
    this.post = post;
    this.backoff = backoff;
    this.limits = limits;
    this.clock = clock;
    this.pause = pause;
    this.lanes = new Lanes(limits.capacity());
    this.notBefore = clock.now().nanos();
    this.logNotBefore = notBefore;
  }

  /** Queues a notice; never waits for the receiver. */
  void offer(AlertNotice notice) {
    lock.lock();
    try {
      if (closed) {
        drop("closed before it came");
        return;
      }
      receiver.renewal().ifPresent(renewal -> keep(notice, renewal.every()));
      AlertNotice overtaken = lanes.add(notice);
      if (overtaken != null) {
        drop("the queue of " + limits.capacity() + " was full");
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  DeliveryStatus status() {
    lock.lock();
    try {
      Tick now = clock.now();
      long wait = notBefore - now.nanos();
      boolean waits = wait > 0 && (lanes.size() > 0 || !standing.isEmpty());
      return new DeliveryStatus(
          receiver.name(),
          delivered,
          lanes.size(),
          dropped,
          failedAttempts,
          (int) standing.values().stream().filter(AlertNotice::firing).count(),
          Optional.ofNullable(lastFailure),
          waits ? Optional.of(now.at().plusNanos(wait)) : Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes nothing more; tries at once what waits for a back-off, unless the receiver asked for it.
   */
  void close() {
    lock.lock();
    try {
      if (!closed) {
        long now = clock.now().nanos();
        closed = true;
        closeBy = now + limits.close().toNanos();
        notBefore = toldToWait ? notBefore : now;
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends until it is closed and nothing waits, or it is interrupted. */
  @Override
  public void run() {
    try {
      while (step()) {
        logFailure();
      }
    } catch (InterruptedException e) {
      // Closing took too long; the thread ends here.
    } finally {
      end();
    }
  }

  /** Counts what still waits as dropped. */
  void end() {
    lock.lock();
    try {
      ended = true;
      closed = true;
      if (lanes.size() > 0) {
        dropped += lanes.size();
        lanes.clear();
        note("closed before it was delivered");
      }
      standing.clear();
      logNotBefore = clock.now().nanos();
    } finally {
      lock.unlock();
    }
    logFailure();
  }

  private boolean step() throws InterruptedException {
    List<AlertNotice> renewals = List.of();
    AlertNotice notice = null;
    lock.lockInterruptibly();
    try {
      if (!awaitWork()) {
        return false;
      }
      boolean due = !closed && !standing.isEmpty() && renewAt - clock.now().nanos() <= 0;
      renewedLast = due && (lanes.isEmpty() || !renewedLast);
      if (renewedLast) {
        renewals = renewals(receiver.renewal().orElseThrow());
      } else {
        notice = lanes.take();
      }
    } finally {
      lock.unlock();
    }
    if (notice != null) {
      deliver(notice);
    } else {
      renew(renewals);
    }
    return true;
  }

  private boolean awaitWork() throws InterruptedException {
    while (true) {
      long now = clock.now().nanos();
      long wait = waitNanos(now);
      if (wait <= 0) {
        return true;
      }
      if (closed && (lanes.isEmpty() || now + wait - closeBy > 0)) {
        return false;
      }
      pause.await(lock, changed, wait);
    }
  }

  private long waitNanos(long now) {
    if (!lanes.isEmpty()) {
      return notBefore - now;
    }
    return closed || standing.isEmpty() ? FOR_EVER : Math.max(renewAt - now, notBefore - now);
  }

  private void deliver(AlertNotice notice) throws InterruptedException {
    Reply reply = attempt(List.of(notice));
    lock.lock();
    try {
      if (!ended) {
        settle(notice, reply);
      }
    } finally {
      lock.unlock();
    }
  }

  private void settle(AlertNotice notice, Reply reply) {
    switch (reply.verdict()) {
      case ACCEPTED -> {
        delivered++;
        lanes.done();
        backoff.succeeded();
        toldToWait = false;
      }
      case REFUSED -> {
        failedAttempts++;
        lanes.done();
        backoff.succeeded();
        standing.remove(notice.key(), notice);
        drop(reply.reason() + ", refused");
      }
      case LATER -> {
        boolean tooOld =
            clock.now().nanos() - notice.acceptedNanos() > limits.giveUpAfter().toNanos();
        later(reply);
        if (tooOld) {
          lanes.done();
          drop(reply.reason() + ", given up");
        } else {
          lanes.putBack(notice);
        }
      }
    }
  }

  private void keep(AlertNotice notice, Duration every) {
    if (standing.isEmpty()) {
      renewAt = clock.now().nanos() + every.toNanos();
    }
    if (standing.size() < MAX_STANDING || standing.containsKey(notice.key())) {
      standing.put(notice.key(), notice);
    } else {
      note("more than " + MAX_STANDING + " alerts, this one is told once only");
    }
  }

  /** What is due, and when the next is: resolved alerts too, until nobody can think they fire. */
  private List<AlertNotice> renewals(Receiver.Renewal renewal) {
    long now = clock.now().nanos();
    renewAt = now + renewal.every().toNanos();
    long past = now - renewal.validity().toNanos();
    standing.values().removeIf(notice -> !notice.firing() && notice.acceptedNanos() - past < 0);
    return standing.values().stream().filter(notice -> !lanes.holds(notice.key())).toList();
  }

  private void renew(List<AlertNotice> notices) throws InterruptedException {
    boolean going = true;
    for (int i = 0; going && i < notices.size(); i += RENEWALS_PER_REQUEST) {
      int end = Math.min(i + RENEWALS_PER_REQUEST, notices.size());
      Reply reply = attempt(notices.subList(i, end));
      lock.lock();
      try {
        going = renewed(reply) && !closed;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Whether to go on with the rest of the renewals; if not, all are due again. */
  private boolean renewed(Reply reply) {
    switch (reply.verdict()) {
      case ACCEPTED -> backoff.succeeded();
      case REFUSED -> {
        failedAttempts++;
        backoff.succeeded();
        note(reply.reason() + ", a renewal was refused");
      }
      case LATER -> {
        later(reply);
        renewAt = notBefore;
      }
    }
    return reply.verdict() != Post.Verdict.LATER;
  }

  private Reply attempt(List<AlertNotice> notices) throws InterruptedException {
    Instant now = clock.now().at();
    HttpRequest.Builder request;
    try {
      request = receiver.request(notices, now);
    } catch (RuntimeException e) {
      return new Reply(
          Post.Verdict.REFUSED, "not written: " + e.getClass().getSimpleName(), Optional.empty());
    }
    try {
      return post.send(request, now);
    } catch (RuntimeException | Error e) {
      return Reply.later("not sent: " + e.getClass().getSimpleName());
    }
  }

  private void later(Reply reply) {
    failedAttempts++;
    notBefore = clock.now().nanos() + backoff.failed(reply.retryAfter());
    toldToWait = reply.retryAfter().isPresent();
    note(reply.reason());
  }

  private void drop(String reason) {
    dropped++;
    note(reason);
  }

  private void note(String reason) {
    lastFailure = new Failure(clock.now().at(), reason);
    unlogged = true;
  }

  /** At most once per minute, whatever goes wrong. */
  private void logFailure() {
    String message;
    lock.lock();
    try {
      long now = clock.now().nanos();
      Failure failure = lastFailure;
      if (!unlogged || failure == null || now - logNotBefore < 0) {
        return;
      }
      unlogged = false;
      logNotBefore = now + LOG_NANOS;
      message =
          String.format(
              Locale.ROOT,
              "alerts to %s: %s; %d delivered, %d waiting, %d dropped so far",
              receiver.name(),
              failure.reason(),
              delivered,
              lanes.size(),
              dropped);
    } finally {
      lock.unlock();
    }
    LOG.log(Level.WARNING, message);
  }
}
