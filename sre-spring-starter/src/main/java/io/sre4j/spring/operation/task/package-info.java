/**
 * Counts what runs by the clock: runs that succeed, fail, or should have begun and did not.
 *
 * <p>Runs are seen where they are observed; missed ones are found by asking each task's own trigger
 * once per second.
 */
@NullMarked
package io.sre4j.spring.operation.task;

import org.jspecify.annotations.NullMarked;
