/**
 * What inspections find: values only, the same for every rule, and what a service has accepted.
 *
 * <p>{@code rule} makes them, {@code coverage} reports them.
 */
@NullMarked
package io.sre4j.finding;

import org.jspecify.annotations.NullMarked;
