package io.sre4j.spring.otel;

import io.sre4j.otel.keep.BadTraceKeeper;
import io.sre4j.otel.keep.RootVerdict;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.SreProperties.KeepProperties;
import java.util.Locale;

/** The keeper of bad traces, as it is configured. Every error names the key that is wrong. */
final class PropertyKeeper {
  private PropertyKeeper() {}

  /** One whose verdicts come from the SLIs alone. */
  static BadTraceKeeper of(KeepProperties keep) {
    try {
      return BadTraceKeeper.builder()
          .verdict(RootVerdict.none())
          .maxBytes(keep.maxBytes().toBytes())
          .maxAge(keep.maxAge())
          .tracesPerSecond(keep.tracesPerSecond())
          .build();
    } catch (InvalidDefinitionException e) {
      // keep.maxBytes stands at sre.traces.keep.max-bytes.
      String key = e.path().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
      InvalidDefinitionException here =
          new InvalidDefinitionException("sre.traces." + key, e.value(), e.remedy());
      here.initCause(e);
      throw here;
    }
  }
}
