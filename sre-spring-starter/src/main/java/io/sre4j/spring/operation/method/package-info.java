/**
 * Counts calls of methods: those annotated with {@link io.sre4j.spring.operation.method.SliEvents},
 * and those that Micrometer observes.
 */
@NullMarked
package io.sre4j.spring.operation.method;

import org.jspecify.annotations.NullMarked;
