/** Rules over the way of spans and log records out of the process. */
@NullMarked
package io.sre4j.rule.pipeline;

import org.jspecify.annotations.NullMarked;
