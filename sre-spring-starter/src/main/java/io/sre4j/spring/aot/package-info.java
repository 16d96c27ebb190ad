/** What a build ahead of time has to know of the starter, beside what Spring finds out itself. */
@NullMarked
package io.sre4j.spring.aot;

import org.jspecify.annotations.NullMarked;
