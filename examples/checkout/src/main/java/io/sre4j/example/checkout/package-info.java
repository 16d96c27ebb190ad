/**
 * A shop, the inventory it depends on, and customers: shows how error budgets burn and alerts fire.
 *
 * <p>{@code Shop} and {@code application.yml} are what a team would write. The rest is the show: an
 * inventory that can be made to fail, customers who count what they saw, a schedule and a terminal.
 */
@NullMarked
package io.sre4j.example.checkout;

import org.jspecify.annotations.NullMarked;
