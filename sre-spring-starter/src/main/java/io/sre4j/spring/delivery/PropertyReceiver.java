package io.sre4j.spring.delivery;

import io.sre4j.delivery.Receiver;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.PropertyPath;
import io.sre4j.spring.SreProperties.ReceiverProperties;
import io.sre4j.spring.SreProperties.ReceiverType;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * One receiver as it is configured. Every error names the key that is wrong, and shows neither URL
 * nor secret.
 */
final class PropertyReceiver {
  private static final String TYPES = "choose alertmanager, pagerduty, slack or webhook";
  private static final String HIDDEN = "(hidden)";
  private static final PropertyPath DELIVERY = new PropertyPath("sre.delivery");

  private final String name;
  private final ReceiverProperties properties;
  private final PropertyPath at;

  PropertyReceiver(String name, ReceiverProperties properties) {
    this.name = name;
    this.properties = properties;
    this.at = DELIVERY.entry(name);
  }

  PropertyPath at() {
    return at;
  }

  /**
   * What the delivery is given.
   *
   * @throws InvalidDefinitionException if something is missing, too much or wrong
   */
  Receiver receiver() {
    Receiver receiver =
        switch (type()) {
          case ALERTMANAGER -> withoutSecret(() -> Receiver.alertmanager(url()));
          case SLACK -> withoutSecret(() -> Receiver.slack(url()));
          case PAGERDUTY -> pagerDuty();
          case WEBHOOK -> webhook();
        };
    try {
      return receiver.named(name);
    } catch (InvalidDefinitionException e) {
      throw at.invalid(name, e);
    }
  }

  private ReceiverType type() {
    ReceiverType type = properties.type();
    if (type != null) {
      return type;
    }
    try {
      return ReceiverType.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw at.key("type").invalid(null, "is required, as the name does not say it; " + TYPES);
    }
  }

  private Receiver pagerDuty() {
    String secret = properties.secret();
    if (!StringUtils.hasText(secret)) {
      throw at.key("secret").invalid(null, "is required: the routing key of an integration");
    }
    return properties.url() == null
        ? Receiver.pagerDuty(secret)
        : checked(() -> Receiver.pagerDuty(secret, url()));
  }

  private Receiver webhook() {
    String secret = properties.secret();
    if (secret != null && secret.isBlank()) {
      throw at.key("secret").invalid("(empty)", "signs requests; leave it out, or give it a value");
    }
    return checked(
        () -> secret == null ? Receiver.webhook(url()) : Receiver.webhook(url(), secret));
  }

  private Receiver withoutSecret(Supplier<Receiver> receiver) {
    if (properties.secret() != null) {
      throw at.key("secret")
          .invalid(HIDDEN, "has a meaning for pagerduty and webhook only; remove it");
    }
    return checked(receiver);
  }

  /** Receivers check URLs; their errors are about ours. */
  private Receiver checked(Supplier<Receiver> receiver) {
    try {
      return receiver.get();
    } catch (InvalidDefinitionException e) {
      throw e.path().startsWith("sre.") ? e : at.key("url").invalid(HIDDEN, e.remedy());
    }
  }

  private URI url() {
    @Nullable String url = properties.url();
    if (!StringUtils.hasText(url)) {
      throw at.key("url").invalid(null, "is required; write it with https:// before it");
    }
    try {
      return URI.create(url.trim());
    } catch (IllegalArgumentException e) {
      // Its message holds the value.
      throw at.key("url").invalid(HIDDEN, "is no URL; write it with https:// before it");
    }
  }
}
