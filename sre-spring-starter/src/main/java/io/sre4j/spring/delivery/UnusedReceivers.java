package io.sre4j.spring.delivery;

import java.util.Set;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;

/**
 * Says in the log whom nobody tells of alerts, although keys name them: the application has a
 * delivery of its own.
 *
 * @param delivery the name of its bean
 * @param receivers the names of the receivers
 */
record UnusedReceivers(String delivery, Set<String> receivers)
    implements SmartInitializingSingleton {

  @Override
  public void afterSingletonsInstantiated() {
    if (!receivers.isEmpty()) {
      LogFactory.getLog(UnusedReceivers.class)
          .warn(
              "sre4j does not tell %s of alerts: the bean '%s' replaces sre.delivery"
                  .formatted(String.join(", ", receivers), delivery));
    }
  }
}
