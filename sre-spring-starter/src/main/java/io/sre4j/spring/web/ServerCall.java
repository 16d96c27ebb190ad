package io.sre4j.spring.web;

import io.sre4j.dependency.Dependency;
import io.sre4j.dependency.RequestCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request that is being served: kept in its observation, so that calls to other services are
 * counted there. Thread-safe; its size does not grow with the number of calls.
 */
public final class ServerCall {
  private static final int MAX_OPEN = 64;

  private final long startNanos;
  private volatile @Nullable Object span;
  private volatile @Nullable Throwable handled;
  private volatile @Nullable String template;
  private @Nullable RequestCalls calls;
  private @Nullable List<OpenCall> open;
  private boolean awaited;
  private boolean ended;
  private String route = "";
  private boolean bad;
  private long nanos;

  /** A call to another service that has not ended yet. */
  public interface OpenCall {
    /** The request it serves ends: the last chance to be counted with it. Throws nothing. */
    void requestEnds();
  }

  /**
   * Begins.
   *
   * @param span what {@link io.sre4j.spring.tracing.RequestTrace#current} said
   */
  ServerCall(long startNanos, @Nullable Object span) {
    this.startNanos = startNanos;
    this.span = span;
  }

  /** Its span, where a filter within the observation began one. */
  void traced(@Nullable Object current) {
    if (span == null) {
      span = current;
    }
  }

  /**
   * A call to another service begins. Beyond 64 at the same time they are not remembered, and end
   * late if the request ends before them; those that begin after the request are not counted.
   */
  public synchronized void opened(OpenCall call) {
    if (ended) {
      return;
    }
    if (calls == null) {
      calls = new RequestCalls();
      open = new ArrayList<>(2);
    }
    if (open != null && open.size() < MAX_OPEN) {
      open.add(call);
    }
  }

  /** A call to another service has ended. */
  public synchronized void closed(OpenCall call) {
    if (open != null) {
      open.remove(call);
    }
  }

  /**
   * The request has ended: calls that are answered are counted with it. To be called by the thread
   * that {@link #ends} said true to; from then on nothing opens, so what it sees needs no lock.
   *
   * @return what the request called; null if it called nobody
   */
  @Nullable RequestCalls settle() {
    if (open != null) {
      openCalls().forEach(OpenCall::requestEnds);
    }
    return calls;
  }

  private synchronized List<OpenCall> openCalls() {
    return open == null || open.isEmpty() ? List.of() : List.copyOf(open);
  }

  /** What the request called; null if it called nobody. */
  public synchronized @Nullable RequestCalls calls() {
    return calls;
  }

  /** An exception was thrown, and may be turned into a response. */
  void failed(Throwable exception, @Nullable String template) {
    handled = exception;
    keep(template);
  }

  /**
   * The first template stays: an asynchronous request that failed ends as one of the error page.
   */
  void keep(@Nullable String first) {
    if (template == null) {
      template = first;
    }
  }

  @Nullable Object span() {
    return span;
  }

  @Nullable String template() {
    return template;
  }

  @Nullable Throwable handled() {
    return handled;
  }

  /**
   * Whether the request ends now; true once. An observation may be stopped more often than once: at
   * a time-out, before the response to it is made, and after that.
   *
   * @param unfinished whether there seems to be more to come; heeded once
   */
  synchronized boolean ends(boolean unfinished) {
    if (ended || (unfinished && !awaited)) {
      awaited = true;
      return false;
    }
    ended = true;
    return true;
  }

  long finished(long now) {
    nanos = now - startNanos;
    return nanos;
  }

  void route(String name) {
    route = name;
  }

  String route() {
    return route;
  }

  void bad(boolean failed) {
    bad = failed;
  }

  boolean hasFailedDependency() {
    RequestCalls made = calls();
    return made != null && made.hasFailed();
  }

  /** What failed, or what took at least half of the time. */
  @Nullable String dependency() {
    RequestCalls made = calls();
    Dependency culprit = made == null ? null : made.culprit(bad, nanos);
    return culprit == null ? null : culprit.name();
  }
}
