/** Gives an application's beans the recorders of its SLIs. */
@NullMarked
package io.sre4j.spring.recorder;

import org.jspecify.annotations.NullMarked;
