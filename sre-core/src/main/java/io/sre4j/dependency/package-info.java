/**
 * What the service depends on: calls to other services by route, whether a route can do without
 * them, and what they burned of its budgets.
 *
 * <p>Adapters count here what they saw of a request's calls when it ends; everything else is read
 * from these counts when somebody asks. Knows no HTTP client and no tracer.
 */
@NullMarked
package io.sre4j.dependency;

import org.jspecify.annotations.NullMarked;
