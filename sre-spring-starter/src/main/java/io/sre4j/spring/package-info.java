/**
 * Gives a Spring Boot application its engine: from {@code sre.*} keys and beans to SLIs and SLOs.
 *
 * <p>Hands the engine to {@code web}, which records requests, and to {@code actuate}, which shows
 * it. What is configured wrongly stops the start, or is left out and said; see {@code failure}.
 */
@NullMarked
package io.sre4j.spring;

import org.jspecify.annotations.NullMarked;
