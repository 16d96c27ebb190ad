/**
 * What decides for the fleet, generated from the same definitions that decide in the process:
 * Prometheus rules, promtool's tests of them, an Alertmanager route, a Grafana dashboard.
 *
 * <p>Pure functions from definitions to text: the same definitions give the same bytes. Texts of
 * the definitions are quoted for every language they end up in; none of them is trusted.
 */
@NullMarked
package io.sre4j.artifact;

import org.jspecify.annotations.NullMarked;
