/**
 * Watches exporters: what they are handed, what becomes of it, and what it says of the service.
 * Runs on the exporters' threads.
 */
@NullMarked
package io.sre4j.otel.export;

import org.jspecify.annotations.NullMarked;
