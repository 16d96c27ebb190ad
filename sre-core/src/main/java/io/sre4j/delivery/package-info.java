/**
 * Takes alerts out of the process: to Alertmanager, PagerDuty, Slack and webhooks. Stands behind
 * {@code alert} in the flow, as a listener that the user adds; nothing depends on it. One bounded
 * queue and one thread for each receiver.
 */
@NullMarked
package io.sre4j.delivery;

import org.jspecify.annotations.NullMarked;
