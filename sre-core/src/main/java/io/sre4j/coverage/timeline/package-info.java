/**
 * What was counted in the last hour, which is all that rules judge.
 *
 * <p>{@code coverage} fills them each second and reads them each 10; nothing here is thread-safe.
 */
@NullMarked
package io.sre4j.coverage.timeline;

import org.jspecify.annotations.NullMarked;
