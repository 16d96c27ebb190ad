/**
 * Keeps the traces of bad requests that the sampler would not have: holds the spans of each
 * unsampled request, within bounds, until its local root ends.
 */
@NullMarked
package io.sre4j.otel.keep;

import org.jspecify.annotations.NullMarked;
