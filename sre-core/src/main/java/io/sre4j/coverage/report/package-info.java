/**
 * What an inspection saw and judged, as values, and the assertion that a service's own tests make.
 *
 * <p>{@code coverage} makes them; endpoints, metrics and scores read them.
 */
@NullMarked
package io.sre4j.coverage.report;

import org.jspecify.annotations.NullMarked;
