package io.sre4j.spring.failure;

import io.sre4j.spring.ConfigurationProblems;
import io.sre4j.spring.ConfigurationProblems.Problem;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;

/** Leaves out keys below {@code sre} that do not exist, and values that cannot be read. */
final class LenientBinding implements ConfigurationPropertiesBindHandlerAdvisor {
  private final Supplier<ConfigurationProblems> problems;

  LenientBinding(Supplier<ConfigurationProblems> problems) {
    this.problems = problems;
  }

  @Override
  public BindHandler apply(BindHandler handler) {
    return new Handler(handler);
  }

  private void leaveOut(ConfigurationPropertyName name, @Nullable Object value, String remedy) {
    problems.get().leftOut(new Problem(name.toString(), Remedies.shown(name, value), remedy));
  }

  /** Lets the keys of others fail as they would. */
  private final class Handler extends AbstractBindHandler {

    Handler(BindHandler parent) {
      super(parent);
    }

    @Override
    public @Nullable Object onFailure(
        ConfigurationPropertyName name, Bindable<?> target, BindContext context, Exception error)
        throws Exception {
      ConfigurationProperty property = Remedies.isOurs(name) ? property(name, context) : null;
      if (property == null) {
        return super.onFailure(name, target, context, error);
      }
      leaveOut(property.getName(), property.getValue(), Remedies.of(property.getName()));
      return null;
    }

    @Override
    public void onFinish(
        ConfigurationPropertyName name,
        Bindable<?> target,
        BindContext context,
        @Nullable Object result)
        throws Exception {
      try {
        super.onFinish(name, target, context, result);
      } catch (UnboundConfigurationPropertiesException unbound) {
        if (!Remedies.isOurs(name)) {
          throw unbound;
        }
        unbound.getUnboundProperties().forEach(this::leaveOutUnknown);
      }
    }

    /** What cannot be bound: an element of a list, or what has this name. */
    private static @Nullable ConfigurationProperty property(
        ConfigurationPropertyName name, BindContext context) {
      ConfigurationProperty bound = context.getConfigurationProperty();
      if (bound != null) {
        return bound;
      }
      for (ConfigurationPropertySource source : context.getSources()) {
        ConfigurationProperty property = source.getConfigurationProperty(name);
        if (property != null) {
          return property;
        }
      }
      return null;
    }

    private void leaveOutUnknown(ConfigurationProperty unknown) {
      String meant =
          KnownKeys.nearest(unknown.getName()).map(key -> "; did you mean " + key + "?").orElse("");
      leaveOut(unknown.getName(), unknown.getValue(), "no such key" + meant);
    }
  }
}
