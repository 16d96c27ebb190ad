/** Changes promises while an application runs, for {@code actuate}, and logs it. */
@NullMarked
package io.sre4j.spring.change;

import org.jspecify.annotations.NullMarked;
