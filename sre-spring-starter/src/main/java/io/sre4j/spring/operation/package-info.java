/**
 * Counts every other operation that is observed: calls of services, scheduled tasks, messages,
 * queries, methods.
 *
 * <p>Makes an SLI of each operation the first time it is seen, named by its kind: {@code
 * client.inventory}, {@code task.cleanup.run}. The packages below know how each kind is observed.
 */
@NullMarked
package io.sre4j.spring.operation;

import org.jspecify.annotations.NullMarked;
