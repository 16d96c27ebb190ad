package io.sre4j.spring.delivery;

import io.sre4j.delivery.Receiver;
import java.util.List;
import java.util.Map;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** There in tests only: of all receivers those on this machine are told, as a test's own is. */
final class OwnMachineOnly {
  private static final Log LOG = LogFactory.getLog(OwnMachineOnly.class);

  OwnMachineOnly() {}

  void retain(Map<String, Receiver> receivers) {
    List<String> others =
        receivers.values().stream()
            .filter(receiver -> !receiver.isOnThisMachine())
            .map(Receiver::name)
            .toList();
    if (!others.isEmpty()) {
      receivers.keySet().removeAll(others);
      LOG.info("This is a test, so nobody on other machines is told of alerts: not " + others);
    }
  }
}
