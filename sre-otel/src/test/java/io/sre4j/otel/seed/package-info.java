/**
 * Small processes with one defect each, on the real SDK: what finds it, and that nothing else is
 * found.
 */
@NullMarked
package io.sre4j.otel.seed;

import org.jspecify.annotations.NullMarked;
