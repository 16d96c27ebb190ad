package io.sre4j.spring.actuate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One more field of the endpoint's report, of a part that may not be there. A bean of this type is
 * found by the endpoint.
 */
public interface EndpointField {

  /** The field's name. */
  String name();

  /** What it says now; any thread may ask. */
  Map<String, @Nullable Object> read();
}
