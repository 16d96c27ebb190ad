/**
 * Where OpenTelemetry's SDK and Java agent call this library: each class is named in a service file
 * and hands over to one that does the work.
 *
 * <p>Compiled for Java 8, and without a type of this library in a signature: an older virtual
 * machine that loads one of these gets a line in the log where it would else fail to start its
 * tracing. Types of OpenTelemetry that are not stable are used here only, each in one class.
 */
@NullMarked
package io.sre4j.otel.entry;

import org.jspecify.annotations.NullMarked;
