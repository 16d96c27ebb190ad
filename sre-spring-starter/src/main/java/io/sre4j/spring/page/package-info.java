/**
 * Shows what the endpoint {@code sre} says as a page for people, at {@code /actuator/sreui}.
 *
 * <p>Static files from {@code META-INF/sre4j/page}; the browser reads the JSON beside them.
 */
@NullMarked
package io.sre4j.spring.page;

import org.jspecify.annotations.NullMarked;
