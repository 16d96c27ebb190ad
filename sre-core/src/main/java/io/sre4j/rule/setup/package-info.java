/** Rules over how the process is put together. */
@NullMarked
package io.sre4j.rule.setup;

import org.jspecify.annotations.NullMarked;
