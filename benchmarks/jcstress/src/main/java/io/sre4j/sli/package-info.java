/**
 * Races on the real hot path, in its own package to reach it. Each test says which outcomes are
 * forbidden; {@code io.sre4j.races} has the twins that show that they would be seen.
 */
@NullMarked
package io.sre4j.sli;

import org.jspecify.annotations.NullMarked;
