/**
 * Watches spans as they start and end, on the host's threads: counts, and looks at a part of them
 * for what is wrong with their parents.
 */
@NullMarked
package io.sre4j.otel.span;

import org.jspecify.annotations.NullMarked;
