/** Programs that sre4j works with, run by tests where the machine has them. */
@NullMarked
package io.sre4j.real;

import org.jspecify.annotations.NullMarked;
