/**
 * The races' runner, and their wrong twins: small copies of the protocols with one wrong step each.
 * A twin carries the outcomes of its real test, and must reach a forbidden one: what cannot fail
 * proves nothing.
 */
@NullMarked
package io.sre4j.races;

import org.jspecify.annotations.NullMarked;
