package io.sre4j.spring.operation.method;

import io.sre4j.slo.Sli;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.util.function.Supplier;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;

/**
 * Lets the calls of annotated methods be counted: outermost, so that what other proxies do to a
 * call is part of it. Beans without the annotation stay as they are.
 */
final class SliEventsPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {
  private static final long serialVersionUID = 1;

  SliEventsPostProcessor(Supplier<Operations> operations, Supplier<RecordingFailures> failures) {
    setProxyTargetClass(true);
    setBeforeExistingAdvisors(true);
    this.advisor =
        new DefaultPointcutAdvisor(
            new AnnotationMatchingPointcut(null, SliEvents.class, true),
            new SliEventsInterceptor(operations, failures));
  }

  /** Also checks the names: later it would be a call that finds them wrong. */
  @Override
  protected boolean isEligible(Class<?> targetClass) {
    boolean eligible = super.isEligible(targetClass);
    if (eligible) {
      AnnotatedSlis.of(targetClass).forEach(events -> Sli.events(events.value()));
    }
    return eligible;
  }
}
