/**
 * Records every HTTP request the application serves, from Micrometer's observations.
 *
 * <p>Receives finished observations and hands an outcome and a duration to the recorders of {@code
 * http} and of the SLIs whose routes match. Never harms a request.
 */
@NullMarked
package io.sre4j.spring.web;

import org.jspecify.annotations.NullMarked;
