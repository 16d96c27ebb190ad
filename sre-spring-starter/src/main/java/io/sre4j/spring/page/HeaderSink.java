package io.sre4j.spring.page;

import java.util.Map;

/**
 * Takes headers for the answer that is being made on this thread. Endpoints of the actuator answer
 * with a body, a status and a type only.
 */
@FunctionalInterface
interface HeaderSink {
  void accept(Map<String, String> headers);
}
