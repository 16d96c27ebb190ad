/**
 * What the traces do not see: turns signals into facts, facts into findings, and tells them.
 *
 * <p>Stands above the engine and reads what it promises; adapters give it signals.
 */
@NullMarked
package io.sre4j.coverage;

import org.jspecify.annotations.NullMarked;
