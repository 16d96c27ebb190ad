package io.sre4j.spring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertState;
import io.sre4j.alert.AlertTransition;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.host.Burning;
import io.sre4j.spring.test.SreClock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.StaticApplicationContext;

class SreAlertEventTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(SreAutoConfiguration.class, SreEventAutoConfiguration.class))
          .withUserConfiguration(Burning.class);

  @Test
  void alert_firesAndResolves_isPublishedInOrderOnAThreadOfOurs() {
    runner
        .withUserConfiguration(Listening.class)
        .run(context -> {
          Listening listening = context.getBean(Listening.class);
          burn(context);
          Burning.recover(context.getBean(SreEngine.class), context.getBean(SreClock.class));
          await().until(() -> listening.events.stream().anyMatch(SreAlertEvent::resolves));
          assertThat(listening.states("page 1h/5m"))
              .startsWith(AlertState.FIRING, AlertState.RESOLVED);
          assertThat(listening.threads).containsOnly("sre4j-listener");
        });
  }

  @Test
  void listener_throws_isToldAgain() {
    runner
        .withUserConfiguration(Throwing.class)
        .run(context -> {
          Throwing throwing = context.getBean(Throwing.class);
          burn(context);
          Burning.recover(context.getBean(SreEngine.class), context.getBean(SreClock.class));
          await().until(() -> throwing.events.stream().anyMatch(SreAlertEvent::resolves));
          SreEngine engine = context.getBean(SreEngine.class);
          await().until(() -> engine.report().failedListeners() >= throwing.events.size());
          assertThat(throwing.events).hasSizeGreaterThan(1);
        });
  }

  /** An alert of the run before goes on firing: the application's listeners are not there yet. */
  @Test
  void alert_whileTheContextStarts_isPublishedOnceItHas() {
    runner
        .withUserConfiguration(Listening.class)
        .withBean("early", Early.class)
        .run(context -> {
          Listening listening = context.getBean(Listening.class);
          await().until(() -> listening.events.stream().anyMatch(SreAlertEvent::fires));
        });
  }

  @Test
  void event_ofAChildContext_changesNothing() throws Exception {
    GenericApplicationContext context = Mockito.mock(GenericApplicationContext.class);
    AlertEvents events = new AlertEvents(context);
    events.onApplicationEvent(new ContextRefreshedEvent(context));
    events.onApplicationEvent(new ContextClosedEvent(new StaticApplicationContext()));
    AlertTransition transition = Mockito.mock(AlertTransition.class);
    events.onTransition(transition);
    Mockito.verify(context).publishEvent(new SreAlertEvent(transition));
  }

  @Test
  void event_closedContext_isNotPublishedAndDoesNotWait() {
    GenericApplicationContext context = Mockito.mock(GenericApplicationContext.class);
    AlertEvents events = new AlertEvents(context);
    events.onApplicationEvent(new ContextClosedEvent(context));
    events.onTransition(Mockito.mock(AlertTransition.class));
    Mockito.verify(context, Mockito.never()).publishEvent(Mockito.any(Object.class));
  }

  private static void burn(ApplicationContext context) {
    Burning.burn(context.getBean(SreEngine.class), context.getBean(SreClock.class));
  }

  static class Listening {
    final List<SreAlertEvent> events = new CopyOnWriteArrayList<>();
    final List<String> threads = new CopyOnWriteArrayList<>();

    @EventListener
    void on(SreAlertEvent event) {
      threads.add(Thread.currentThread().getName());
      events.add(event);
    }

    List<AlertState> states(String rule) {
      return events.stream()
          .map(SreAlertEvent::transition)
          .filter(transition -> transition.rule().id().equals(rule))
          .map(AlertTransition::to)
          .filter(state -> state == AlertState.FIRING || state == AlertState.RESOLVED)
          .toList();
    }
  }

  static class Throwing {
    final List<SreAlertEvent> events = new CopyOnWriteArrayList<>();

    @EventListener
    void on(SreAlertEvent event) {
      events.add(event);
      throw new IllegalStateException("listener broken on purpose");
    }
  }

  /** Burns before the listeners of the application are known. */
  static class Early implements SmartInitializingSingleton {
    Early(SreEngine engine, SreClock clock) {
      Burning.burn(engine, clock);
    }

    @Override
    public void afterSingletonsInstantiated() {}
  }
}
