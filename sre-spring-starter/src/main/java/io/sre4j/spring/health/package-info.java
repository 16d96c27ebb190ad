/**
 * Reports budgets and alerts as the application's health, where it has Spring Boot's health.
 *
 * <p>Reads the engine's report; never takes an instance down by itself.
 */
@NullMarked
package io.sre4j.spring.health;

import org.jspecify.annotations.NullMarked;
