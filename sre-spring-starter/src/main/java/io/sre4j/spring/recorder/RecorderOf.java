package io.sre4j.spring.recorder;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says whose recorder is meant where a {@code SliRecorder} is injected. An SLI that the engine does
 * not have stops the start.
 *
 * <pre>{@code
 * Payments(@RecorderOf("payments") SliRecorder payments) {
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.PARAMETER, ElementType.FIELD})
public @interface RecorderOf {

  /** The name of an SLI of events. */
  String value();
}
