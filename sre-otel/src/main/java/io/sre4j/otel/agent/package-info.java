/**
 * This library as an extension of OpenTelemetry's Java agent, for an application that has never
 * heard of it: requests are counted as the agent's instrumentations tell them, SLOs come from a
 * file, metrics and findings go the agent's way.
 */
@NullMarked
package io.sre4j.otel.agent;

import org.jspecify.annotations.NullMarked;
