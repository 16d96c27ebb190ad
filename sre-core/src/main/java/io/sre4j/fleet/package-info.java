/**
 * What the fleet has counted, read from a Prometheus once, at the start. Values of this package are
 * the fleet's and never mixed with those of the process.
 */
@NullMarked
package io.sre4j.fleet;

import org.jspecify.annotations.NullMarked;
