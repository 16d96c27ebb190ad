/**
 * Samples more while an error budget burns: the ratio follows the burn rate between a floor and a
 * ceiling.
 */
@NullMarked
package io.sre4j.otel.sampling;

import org.jspecify.annotations.NullMarked;
