package io.sre4j.spring.failure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/** How the keys below {@code sre} are written, and which values are shown. */
final class Remedies {
  static final ConfigurationPropertyName SRE = ConfigurationPropertyName.of("sre");
  private static final ConfigurationPropertyName SLOS = ConfigurationPropertyName.of("sre.slos");
  private static final ConfigurationPropertyName DELIVERY =
      ConfigurationPropertyName.of("sre.delivery");
  private static final String HIDDEN = "(hidden)";

  private Remedies() {}

  static boolean isOurs(ConfigurationPropertyName name) {
    return name.equals(SRE) || SRE.isAncestorOf(name);
  }

  /** What stands there, unless it may be a secret: that of a receiver, under whatever key. */
  static String shown(ConfigurationPropertyName name, @Nullable Object value) {
    boolean type = name.getLastElement(Form.UNIFORM).equals("type");
    boolean receiver = DELIVERY.equals(name) || DELIVERY.isAncestorOf(name);
    return receiver && !type ? HIDDEN : String.valueOf(value);
  }

  /** Why a value of a key that exists cannot be read, and how one is written. */
  static String of(ConfigurationPropertyName name) {
    if (SLOS.isParentOf(name)) {
      return "is the name of an SLO; write its keys below it, such as " + name + ".target=99.9%";
    }
    if (DELIVERY.isParentOf(name)) {
      return "is the name of a receiver; write its keys below it, such as "
          + name
          + ".url=http://alertmanager:9093";
    }
    return switch (name.getLastElement(Form.DASHED)) {
      case "enabled" -> "is true or false";
      case "on-invalid-config" -> "is fail or warn";
      case "alerting" -> "choose google, sloth, pyrra, datadog or none";
      case "type" -> "choose alertmanager, pagerduty, slack or webhook";
      case "warm-up" -> "is a duration such as 1m or 500ms";
      case "slos" -> "holds the SLOs by name; write sre.slos.checkout.target=99.9%";
      case "delivery" ->
          "holds receivers by name; write sre.delivery.alertmanager.url=http://alertmanager:9093";
      case "openslo" -> "write sre.openslo.location=classpath:slo/*.yaml";
      case "store" -> "write sre.store.directory=/var/lib/shop/sre";
      case "keep", "traces" -> "write sre.traces.keep.enabled=true";
      default -> "cannot be read; see the reference of the keys below sre";
    };
  }
}
