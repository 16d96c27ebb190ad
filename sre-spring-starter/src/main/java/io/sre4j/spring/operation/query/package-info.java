/** Counts the queries that a database answers, where datasource-micrometer observes them. */
@NullMarked
package io.sre4j.spring.operation.query;

import org.jspecify.annotations.NullMarked;
