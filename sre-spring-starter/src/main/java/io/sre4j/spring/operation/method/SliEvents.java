package io.sre4j.spring.operation.method;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes the calls of a bean's method the events of an SLI: good if they return, bad if they throw.
 * A {@link java.util.concurrent.CompletionStage} is counted when it completes, a {@code Mono} or
 * {@code Flux} when a subscription ends. Who cancels leaves: such a call is excluded.
 *
 * <p>Works as Spring's own annotations do: calls come from other beans, and the method is neither
 * private nor final. Several methods may have one name.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SliEvents {

  /** The name of the SLI, that {@code sre.slos.<name>.sli} refers to. */
  String value();
}
