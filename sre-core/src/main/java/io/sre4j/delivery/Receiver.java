package io.sre4j.delivery;

import io.sre4j.slo.InvalidDefinitionException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where alerts are delivered to. Immutable.
 *
 * <p>URLs, keys, headers and secrets go to the receiver only: {@link #toString()}, errors, logs and
 * {@link DeliveryStatus} show the name.
 */
public final class Receiver {
  private static final URI PAGER_DUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
  private static final String SIGNATURE = "X-Sre4j-Signature";
  private static final String HIDDEN = "(hidden)";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][-._A-Za-z0-9]{0,62}");
  private static final Pattern THIS_MACHINE =
      Pattern.compile(
          "(.+\\.)?localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]", Pattern.CASE_INSENSITIVE);
  private static final int MAX_HEADERS = 16;

  /** The default of Prometheus' {@code --rules.alert.resend-delay}. */
  private static final Duration RESEND_DELAY = Duration.ofMinutes(1);

  private final String name;
  private final URI url;
  private final Format format;
  private final Map<String, String> headers;
  private final @Nullable SecretKeySpec secret;
  private final @Nullable Renewal renewal;

  /**
   * For receivers that forget what they are not told again.
   *
   * @param every how often to tell them
   * @param validity how long they believe it
   */
  record Renewal(Duration every, Duration validity) {
    /** Three may fail in a row, as with Prometheus. */
    static Renewal of(Duration every) {
      return new Renewal(every, every.multipliedBy(4));
    }
  }

  /** Writes notices as one kind of receiver reads them. Thread-safe. */
  interface Format {
    /**
     * The body of one request.
     *
     * @param notices one; several only for receivers whose alerts are renewed
     * @param now the wall clock
     */
    String body(List<AlertNotice> notices, Instant now);
  }

  private Receiver(
      String name,
      URI url,
      Format format,
      Map<String, String> headers,
      @Nullable SecretKeySpec secret,
      @Nullable Renewal renewal) {
    this.name = name;
    this.url = url;
    this.format = format;
    this.headers = headers;
    this.secret = secret;
    this.renewal = renewal;
  }

  /**
   * An Alertmanager, by its API v2. Firing alerts are sent again every minute; one that was not
   * sent for 4 minutes, because the process died, is taken as resolved there. Resolved ones are
   * sent again for 4 minutes. Both clocks must agree within 3 minutes; if Alertmanager's is more
   * than a second behind, it resolves alerts with the next renewal.
   *
   * @param base where its user interface is: {@code http://alertmanager:9093}
   * @throws InvalidDefinitionException if it is no http or https URL
   */
  public static Receiver alertmanager(URI base) {
    return alertmanager(base, Renewal.of(RESEND_DELAY));
  }

  static Receiver alertmanager(URI base, Renewal renewal) {
    checkUrl(base);
    String path = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
    URI url =
        URI.create(base.getScheme() + "://" + base.getRawAuthority() + path + "/api/v2/alerts");
    Format format = new AlertmanagerFormat(renewal.validity());
    return new Receiver("alertmanager", url, format, Map.of(), null, renewal);
  }

  /** PagerDuty, by its Events API v2, at {@code events.pagerduty.com}; see the other method. */
  public static Receiver pagerDuty(String routingKey) {
    return pagerDuty(routingKey, PAGER_DUTY);
  }

  /**
   * PagerDuty, by its Events API v2. A page is {@code critical}, a ticket a {@code warning}.
   *
   * @param routingKey the integration key of a service or an event orchestration
   * @param endpoint for the European region {@code https://events.eu.pagerduty.com/v2/enqueue}
   * @throws InvalidDefinitionException if the key is blank or the endpoint is no http or https URL
   */
  public static Receiver pagerDuty(String routingKey, URI endpoint) {
    checkUrl(endpoint);
    if (routingKey.isBlank()) {
      throw new InvalidDefinitionException("receiver.routingKey", "", "must not be blank");
    }
    return new Receiver(
        "pagerduty", endpoint, new PagerDutyFormat(routingKey), Map.of(), null, null);
  }

  /**
   * A Slack channel, by its incoming webhook.
   *
   * @throws InvalidDefinitionException if it is no http or https URL
   */
  public static Receiver slack(URI webhook) {
    checkUrl(webhook);
    return new Receiver("slack", webhook, new SlackFormat(), Map.of(), null, null);
  }

  /**
   * Anything that takes JSON; the schema is described in docs/delivery.md.
   *
   * @throws InvalidDefinitionException if it is no http or https URL
   */
  public static Receiver webhook(URI url) {
    checkUrl(url);
    return new Receiver("webhook", url, new WebhookFormat(), Map.of(), null, null);
  }

  /**
   * The same, signed: the header {@code X-Sre4j-Signature} is {@code sha256=} and the HMAC-SHA256
   * of the body with the secret, in lower-case hexadecimal.
   *
   * @throws InvalidDefinitionException if the secret is blank or it is no http or https URL
   */
  public static Receiver webhook(URI url, String secret) {
    checkUrl(url);
    if (secret.isBlank()) {
      throw new InvalidDefinitionException("receiver.secret", "", "must not be blank");
    }
    SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    return new Receiver("webhook", url, new WebhookFormat(), Map.of(), key, null);
  }

  /**
   * The same receiver under another name, needed where two are of one kind.
   *
   * @throws InvalidDefinitionException if it is not 1 to 63 letters, digits, '-', '_' or '.'
   */
  public Receiver named(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidDefinitionException(
          "receiver.name", name, "has 1 to 63 letters, digits, '-', '_' or '.'");
    }
    return new Receiver(name, url, format, headers, secret, renewal);
  }

  /**
   * The same receiver, sent one more header: {@code Authorization}, for example.
   *
   * @throws InvalidDefinitionException if HTTP does not allow it, or there are 16 already
   */
  public Receiver header(String header, String value) {
    try {
      HttpRequest.newBuilder(url).header(header, value);
    } catch (IllegalArgumentException e) {
      // Its message holds the value.
      throw new InvalidDefinitionException(
          "receiver.header", header, "is not allowed, or its value");
    }
    Map<String, String> more = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(headers);
    more.put(header, value);
    if (more.size() > MAX_HEADERS) {
      throw new InvalidDefinitionException(
          "receiver.header", header, "would be more than " + MAX_HEADERS);
    }
    return new Receiver(name, url, format, more, secret, renewal);
  }

  /**
   * Whether its URL is of this machine, as it is written: {@code localhost} or a name below it,
   * {@code 127.x.x.x} or {@code [::1]}. No name server is asked.
   */
  public boolean isOnThisMachine() {
    String host = url.getHost();
    return host != null && THIS_MACHINE.matcher(host).matches();
  }

  /** How logs and {@link DeliveryStatus} call it. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return "Receiver[" + name + "]";
  }

  /** Empty if it is enough to tell it once. */
  Optional<Renewal> renewal() {
    return Optional.ofNullable(renewal);
  }

  /** The request that tells it; without a time-out. */
  HttpRequest.Builder request(List<AlertNotice> notices, Instant now) {
    byte[] body = format.body(notices, now).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url)
            .header("Content-Type", "application/json")
            .header("User-Agent", "sre4j");
    headers.forEach(request::setHeader);
    if (secret != null) {
      request.setHeader(SIGNATURE, "sha256=" + HexFormat.of().formatHex(hmac(secret, body)));
    }
    return request.POST(BodyPublishers.ofByteArray(body));
  }

  private static byte[] hmac(SecretKeySpec secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(secret.getAlgorithm());
      mac.init(secret);
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  private static void checkUrl(URI url) {
    boolean web =
        "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
    if (!web || url.getHost() == null || url.getRawUserInfo() != null) {
      throw new InvalidDefinitionException(
          "receiver.url",
          HIDDEN,
          "must be http or https with a host; give a user and password by header(\"Authorization\", ...)");
    }
  }
}
