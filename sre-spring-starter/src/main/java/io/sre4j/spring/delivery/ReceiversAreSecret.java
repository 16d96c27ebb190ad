package io.sre4j.spring.delivery;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/** Hides URLs and secrets of receivers wherever the actuator shows values, whoever asks. */
final class ReceiversAreSecret implements SanitizingFunction {
  /* Also SRE_DELIVERY_SLACK_URL. */
  private static final Pattern SECRET = Pattern.compile("sre[._]delivery(?:[._\\[].*(?<!type))?");

  ReceiversAreSecret() {}

  @Override
  public SanitizableData apply(SanitizableData data) {
    return SECRET.matcher(data.getKey().toLowerCase(Locale.ROOT)).matches()
        ? data.withSanitizedValue()
        : data;
  }
}
