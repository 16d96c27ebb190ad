package io.sre4j.delivery;

import java.lang.reflect.InvocationTargetException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and says what became of it. The status line is the verdict: what the body does
 * afterwards, hang, break off or never end, changes nothing. Thread-safe.
 */
final class Post implements AutoCloseable {
  private static final int MAX_BODY = 16_384;
  private static final int MAX_DIGITS = 9;
  private static final long IDLE_SECONDS = 10;

  private volatile @Nullable HttpClient client;
  private final ThreadPoolExecutor threads;
  private final Duration timeout;

  /** What became of a request. */
  enum Verdict {
    /** The receiver has it. */
    ACCEPTED,
    /** It will never take it. */
    REFUSED,
    /** It may take it later. */
    LATER
  }

  /**
   * The answer.
   *
   * @param reason what happened, in words of this library
   * @param retryAfter how long the receiver asked to be left alone
   */
  record Reply(Verdict verdict, String reason, Optional<Duration> retryAfter) {
    static Reply later(String reason) {
      return new Reply(Verdict.LATER, reason, Optional.empty());
    }
  }

  /**
   * A client of its own.
   *
   * @param parallel how many requests there are at a time
   * @param timeout for a whole request, from the host's name to the end of the answer
   */
  Post(int parallel, Duration connectTimeout, Duration timeout) {
    this.timeout = timeout;
    this.threads =
        new ThreadPoolExecutor(
            parallel + 1,
            parallel + 1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "sre4j-delivery-http");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    // A proposal of HTTP/2 on a plain connection is one more thing that a receiver can stumble
    // over.
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
  }

  /**
   * Sends a request; never throws for what the receiver or the network does.
   *
   * @param now the wall clock, for a {@code Retry-After} that is a date
   */
  Reply send(HttpRequest.Builder request, Instant now) throws InterruptedException {
    HttpClient open = client;
    if (open == null) {
      return Reply.later("closed");
    }
    AtomicReference<@Nullable ResponseInfo> seen = new AtomicReference<>();
    CompletableFuture<HttpResponse<Void>> answer =
        open.sendAsync(
            request.timeout(timeout).build(),
            info -> {
              seen.set(info);
              return new Drain();
            });
    String failure = "";
    try {
      // The client's own time-out ends with the headers; this one covers the body.
      answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      failure = describe(e.getCause());
    } catch (TimeoutException e) {
      failure = "timed out";
    } finally {
      answer.cancel(true);
    }
    ResponseInfo info = seen.get();
    return info == null ? Reply.later(failure) : reply(info.statusCode(), info.headers(), now);
  }

  /** 4xx will not get better, but for 408 (too slow) and 429 (too many); all else may. */
  private static Reply reply(int status, HttpHeaders headers, Instant now) {
    String reason = "HTTP " + status;
    if (status >= 200 && status < 300) {
      return new Reply(Verdict.ACCEPTED, reason, Optional.empty());
    }
    if (status >= 400 && status < 500 && status != 408 && status != 429) {
      return new Reply(Verdict.REFUSED, reason, Optional.empty());
    }
    Optional<Duration> after =
        headers.firstValue("Retry-After").flatMap(text -> retryAfter(text.trim(), now));
    return new Reply(Verdict.LATER, reason, after);
  }

  /** Seconds, or a date as HTTP writes it (RFC 9110, 10.2.3); empty if it is neither. */
  static Optional<Duration> retryAfter(String text, Instant now) {
    if (!text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      String digits = text.length() > MAX_DIGITS ? "9".repeat(MAX_DIGITS) : text;
      return Optional.of(Duration.ofSeconds(Long.parseLong(digits)));
    }
    try {
      Instant date = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
      return Optional.of(Duration.between(now, date)).filter(after -> !after.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Never an exception's message: it may hold the URL. */
  private static String describe(@Nullable Throwable thrown) {
    if (thrown instanceof HttpTimeoutException) {
      return "timed out";
    }
    if (thrown instanceof ConnectException) {
      return "no connection";
    }
    return "broken off: " + (thrown == null ? "" : thrown.getClass().getSimpleName());
  }

  /**
   * Ends all requests and the threads. Before JDK 21 a client cannot be closed: its one selector
   * thread, a daemon, ends when the collector finds that nobody holds the client.
   */
  @Override
  public void close() {
    HttpClient open = client;
    client = null;
    try {
      if (open != null) {
        HttpClient.class.getMethod("shutdownNow").invoke(open);
      }
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      // Before JDK 21.
    }
    threads.shutdownNow();
  }

  /** Reads the body up to a bound, so that the connection can be used again, and forgets it. */
  private static final class Drain implements BodySubscriber<Void> {
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private int read;

    @Override
    public CompletionStage<Void> getBody() {
      return done;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        read += buffer.remaining();
      }
      Flow.Subscription source = subscription;
      if (source == null) {
        return;
      }
      if (read > MAX_BODY) {
        source.cancel();
        done.complete(null);
      } else {
        source.request(1);
      }
    }

    @Override
    public void onError(Throwable thrown) {
      done.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
      done.complete(null);
    }
  }
}
