/** Tells an application's listeners of alerts, as events of its context. */
@NullMarked
package io.sre4j.spring.event;

import org.jspecify.annotations.NullMarked;
