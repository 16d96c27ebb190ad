/** Where time enters: the only package that reads a clock. Hands ticks to every later stage. */
@NullMarked
package io.sre4j.time;

import org.jspecify.annotations.NullMarked;
