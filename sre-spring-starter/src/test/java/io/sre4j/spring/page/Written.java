package io.sre4j.spring.page;

import com.jayway.jsonpath.DocumentContext;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as format.js writes them, by other means. */
final class Written {
  private Written() {}

  static String percent(@Nullable Double value, int digits) {
    if (value == null) {
      return "–";
    }
    BigDecimal floored =
        BigDecimal.valueOf(value * 100)
            .round(new MathContext(12))
            .setScale(digits, RoundingMode.FLOOR);
    return number(floored.stripTrailingZeros()) + "%";
  }

  static String rate(@Nullable Double value) {
    if (value == null) {
      return "–";
    }
    BigDecimal exact = new BigDecimal(value);
    if (value == 0) {
      return "0";
    }
    if (value < 0.01) {
      return "<0.01";
    }
    return number(exact.setScale(value >= 100 ? 0 : value >= 10 ? 1 : 2, RoundingMode.HALF_UP));
  }

  static String number(BigDecimal value) {
    int digits = Math.max(0, value.scale());
    return String.format(Locale.ROOT, "%,." + digits + "f", value).replace('-', '−');
  }

  static @Nullable Double decimal(DocumentContext json, String path) {
    Number value = json.read(path);
    return value == null ? null : value.doubleValue();
  }
}
