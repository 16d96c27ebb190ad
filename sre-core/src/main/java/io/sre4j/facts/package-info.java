/** What rules read: immutable values, made from signals by {@code coverage} at each inspection. */
@NullMarked
package io.sre4j.facts;

import org.jspecify.annotations.NullMarked;
