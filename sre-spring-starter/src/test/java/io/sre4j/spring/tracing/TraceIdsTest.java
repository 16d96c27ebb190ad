package io.sre4j.spring.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceIdsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String SPAN = "b7ad6b7169203331";

  @Test
  void parse_header_isItsIds() {
    assertThat(TraceIds.parse("00-" + TRACE + "-" + SPAN + "-01"))
        .isEqualTo(new TraceIds(TRACE, SPAN, true));
  }

  @ParameterizedTest
  @CsvSource({"00, false", "01, true", "02, false", "03, true", "ff, true"})
  void parse_flags_sayWhetherItIsSampled(String flags, boolean sampled) {
    assertThat(TraceIds.parse("00-" + TRACE + "-" + SPAN + "-" + flags).isSampled())
        .isEqualTo(sampled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "garbage",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-<script>alert(1)</script>0000000-b7ad6b7169203331-01"
      })
  void parse_malformedHeader_isNone(String header) {
    assertThat(TraceIds.parse(header)).isNull();
  }

  @Test
  void parse_noHeader_isNone() {
    assertThat(TraceIds.parse(null)).isNull();
  }
}
