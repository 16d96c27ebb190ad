package io.sre4j.delivery;

import io.sre4j.alert.AlertListener;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Delivers alerts to receivers outside the process. A listener: nothing is sent unless it is added.
 *
 * <pre>{@code
 * AlertDelivery delivery = AlertDelivery.to(Receiver.alertmanager(URI.create("http://alertmanager:9093")));
 * SreEngine engine = SreEngine.builder().sli(...).slo(...).listener(delivery).build();
 * ...
 * engine.close();
 * delivery.close();
 * }</pre>
 *
 * <p>Receivers are told when an alert fires and when it is resolved, each from its own queue by its
 * own thread, in order for each alert, at least once. An alert is named by its SLO, its severity
 * and windows, and the labels given here; not by the process, so that a restarted one goes on. What
 * a process that dies does not send, nobody does: let Prometheus watch the fleet.
 *
 * <p>Thread-safe. Never throws once built. While more than 4,096 alerts fire, those beyond are not
 * remembered: they are told again after a gap in the measurement, and not renewed.
 */
public final class AlertDelivery implements AlertListener, AutoCloseable {
  private static final int MAX_FIRING = 4_096;
  private static final Duration LAST_JOIN = Duration.ofSeconds(1);

  private final TimeSource clock;
  private final Map<String, String> labels;
  private final Outbox.Limits limits;
  private final Post post;
  private final List<Outbox> outboxes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Map<String, AlertNotice> firing = new HashMap<>();

  private AlertDelivery(Builder builder) {
    this.clock = builder.clock;
    this.labels = Collections.unmodifiableMap(new TreeMap<>(builder.labels));
    this.limits = new Outbox.Limits(builder.capacity, builder.giveUpAfter, builder.closeTimeout);
    this.post = new Post(builder.receivers.size(), builder.connectTimeout, builder.requestTimeout);
    SplittableRandom random = new SplittableRandom(builder.seed);
    for (Receiver receiver : builder.receivers) {
      Backoff backoff =
          new Backoff(
              random.split(), builder.firstBackoff, builder.maxBackoff, builder.maxRetryAfter);
      outboxes.add(new Outbox(receiver, post, backoff, limits, clock, builder.pause));
    }
    for (int i = 0; i < outboxes.size(); i++) {
      Thread thread =
          new Thread(outboxes.get(i), "sre4j-delivery-" + builder.receivers.get(i).name());
      thread.setDaemon(true);
      threads.add(thread);
    }
  }

  /**
   * A delivery to these receivers with all defaults.
   *
   * @throws InvalidDefinitionException see {@link Builder#build()}
   */
  public static AlertDelivery to(Receiver... receivers) {
    Builder builder = builder();
    Arrays.stream(receivers).forEach(builder::receiver);
    return builder.build();
  }

  /** Starts a definition. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Queues what receivers must know: that an alert fires, or fires no more. Any state but FROZEN
   * says which; so a RESOLVED that a full queue of the engine dropped is made up for by what
   * follows it.
   */
  @Override
  public void onTransition(AlertTransition transition) {
    if (transition.to() != AlertState.FROZEN) {
      tell(transition, transition.to() == AlertState.FIRING);
    }
  }

  /** How the delivery to each receiver stands, in the order they were given. */
  public List<DeliveryStatus> status() {
    return outboxes.stream().map(Outbox::status).toList();
  }

  /**
   * Delivers what it can within the time-out for closing, counts the rest as dropped and ends all
   * threads. Close the engine first: it tells its listeners what it has. Alertmanager takes alerts
   * that fire now as resolved when they expire, in 4 minutes.
   */
  @Override
  public void close() {
    outboxes.forEach(Outbox::close);
    boolean undisturbed = join(limits.close());
    threads.forEach(Thread::interrupt);
    undisturbed = undisturbed && join(LAST_JOIN);
    outboxes.forEach(Outbox::end);
    post.close();
    if (!undisturbed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return "AlertDelivery" + outboxes.stream().map(outbox -> outbox.status().receiver()).toList();
  }

  /** Under one lock, so that all receivers see one order. */
  private void tell(AlertTransition transition, boolean fires) {
    String key = AlertNotice.key(transition, labels);
    synchronized (firing) {
      AlertNotice before = fires ? firing.get(key) : firing.remove(key);
      boolean known =
          fires ? before != null : before == null && transition.from() != AlertState.FIRING;
      if (known) {
        return;
      }
      Instant startsAt = before == null ? transition.at() : before.startsAt();
      AlertNotice notice =
          new AlertNotice(key, fires, startsAt, transition, labels, clock.now().nanos());
      if (fires && firing.size() < MAX_FIRING) {
        firing.put(key, notice);
      }
      outboxes.forEach(outbox -> outbox.offer(notice));
    }
  }

  /** Waits for all threads, that long in all; false if this thread was interrupted. */
  private boolean join(Duration patience) {
    long start = TimeSource.nanoTime();
    try {
      for (Thread thread : threads) {
        long left = patience.toNanos() - (TimeSource.nanoTime() - start);
        thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Collects a definition; {@link #build()} checks it as a whole. Not thread-safe. */
  public static final class Builder {
    private static final Pattern LABEL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
    private static final int MAX_RECEIVERS = 16;
    private static final int MAX_LABELS = 8;
    private static final int MAX_LABEL_VALUE = 128;
    private static final int MAX_CAPACITY = 100_000;

    private final List<Receiver> receivers = new ArrayList<>();
    private final Map<String, String> labels = new TreeMap<>();
    private final Duration firstBackoff = Duration.ofMillis(500);
    private int capacity = 1_024;
    private Duration connectTimeout = Duration.ofSeconds(3);
    private Duration requestTimeout = Duration.ofSeconds(10);
    private Duration closeTimeout = Duration.ofSeconds(2);
    private Duration giveUpAfter = Duration.ofHours(24);
    private Duration maxBackoff = Duration.ofMinutes(1);
    private Duration maxRetryAfter = Duration.ofMinutes(10);
    private long seed = new SplittableRandom().nextLong();
    private TimeSource clock = TimeSource.system();
    private Outbox.Pause pause = Outbox.Pause.REAL;

    private Builder() {}

    /** Adds a receiver; at most 16, each under a name of its own. */
    public Builder receiver(Receiver receiver) {
      receivers.add(receiver);
      return this;
    }

    /**
     * Adds a label that is part of every alert's name: {@code service}, so that two services may
     * have SLOs of the same name; {@code instance}, if each instance shall page for itself. At most
     * 8, values up to 128 characters.
     */
    public Builder label(String name, String value) {
      labels.put(name, value);
      return this;
    }

    /** How many notices may wait for one receiver, from 1 to 100,000; 1,024 unless set. */
    public Builder capacity(int capacity) {
      this.capacity = capacity;
      return this;
    }

    /** How long a connection may take, up to an hour like all time-outs; 3 seconds unless set. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = timeout;
      return this;
    }

    /**
     * How long a request may take from connecting to the end of the answer; 10 seconds unless set.
     */
    public Builder requestTimeout(Duration timeout) {
      this.requestTimeout = timeout;
      return this;
    }

    /** How long {@link AlertDelivery#close()} goes on delivering; 2 seconds unless set. */
    public Builder closeTimeout(Duration timeout) {
      this.closeTimeout = timeout;
      return this;
    }

    /** A notice that fails when it is older is dropped; up to 30 days, 24 hours unless set. */
    public Builder giveUpAfter(Duration age) {
      this.giveUpAfter = age;
      return this;
    }

    /** The longest wait between two attempts, up to a day; a minute unless set. */
    public Builder maxBackoff(Duration wait) {
      this.maxBackoff = wait;
      return this;
    }

    /** The longest {@code Retry-After} that is honoured, up to a day; 10 minutes unless set. */
    public Builder maxRetryAfter(Duration wait) {
      this.maxRetryAfter = wait;
      return this;
    }

    /** Makes the jitter of the waits repeatable. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** The clocks; the machine's unless set. */
    public Builder timeSource(TimeSource clock) {
      this.clock = clock;
      return this;
    }

    Builder pause(Outbox.Pause pause) {
      this.pause = pause;
      return this;
    }

    /**
     * Checks the definition and starts a thread for each receiver.
     *
     * @throws InvalidDefinitionException naming the field, its value and what would be right
     */
    public AlertDelivery build() {
      checkReceivers();
      checkLabels();
      if (capacity < 1 || capacity > MAX_CAPACITY) {
        throw new InvalidDefinitionException("delivery.capacity", capacity, "is from 1 to 100000");
      }
      Duration hour = Duration.ofHours(1);
      check("connectTimeout", connectTimeout, hour);
      check("requestTimeout", requestTimeout, hour);
      check("closeTimeout", closeTimeout, hour);
      check("giveUpAfter", giveUpAfter, Duration.ofDays(30));
      check("maxBackoff", maxBackoff, Duration.ofDays(1));
      check("maxRetryAfter", maxRetryAfter, Duration.ofDays(1));
      AlertDelivery delivery = new AlertDelivery(this);
      try {
        delivery.threads.forEach(Thread::start);
      } catch (Throwable e) {
        delivery.close(); // the system gives no more threads
        throw e;
      }
      return delivery;
    }

    private void checkReceivers() {
      List<String> names = receivers.stream().map(Receiver::name).toList();
      if (receivers.isEmpty() || receivers.size() > MAX_RECEIVERS) {
        throw new InvalidDefinitionException(
            "delivery.receivers", names, "there are 1 to " + MAX_RECEIVERS);
      }
      if (names.stream().distinct().count() < names.size()) {
        throw new InvalidDefinitionException(
            "delivery.receivers", names, "each has a name of its own; see Receiver.named");
      }
    }

    private void checkLabels() {
      labels.forEach((name, value) -> {
        if (!LABEL.matcher(name).matches() || value.isBlank() || value.length() > MAX_LABEL_VALUE) {
          throw new InvalidDefinitionException(
              "delivery.labels." + name,
              value,
              "a label's name has up to 63 letters, digits and '_', its value 1 to 128 characters");
        }
      });
      if (labels.size() > MAX_LABELS) {
        throw new InvalidDefinitionException(
            "delivery.labels", labels.keySet(), "there are at most " + MAX_LABELS);
      }
    }

    private static void check(String field, Duration value, Duration most) {
      if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(most) > 0) {
        throw new InvalidDefinitionException(
            "delivery." + field,
            DurationText.format(value),
            "is from 1ms to " + DurationText.format(most));
      }
    }
  }
}
