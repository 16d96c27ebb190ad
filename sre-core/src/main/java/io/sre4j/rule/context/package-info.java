/** Rules over the tracing context: where it comes in, goes on and gets lost. */
@NullMarked
package io.sre4j.rule.context;

import org.jspecify.annotations.NullMarked;
