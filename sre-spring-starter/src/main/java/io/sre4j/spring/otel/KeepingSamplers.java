package io.sre4j.spring.otel;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.sre4j.otel.keep.BadTraceKeeper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Has recorded what the application's sampler drops. Wraps the bean, so that a sampler that a
 * customizer of the host sets instead stays as it is: then nothing is kept.
 */
final class KeepingSamplers implements BeanPostProcessor {
  private final ObjectProvider<BadTraceKeeper> keeper;

  KeepingSamplers(ObjectProvider<BadTraceKeeper> keeper) {
    this.keeper = keeper;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    return bean instanceof Sampler sampler ? keeper.getObject().sampler(sampler) : bean;
  }
}
