package io.sre4j.spring.operation.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sre4j.SreEngine;
import io.sre4j.report.SliStatus;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.spring.SreAutoConfiguration;
import io.sre4j.spring.operation.SreOperationAutoConfiguration;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

public class SliEventsTest {
  private static final AutoConfigurations CONFIGURATION =
      AutoConfigurations.of(
          SreAutoConfiguration.class,
          SreOperationAutoConfiguration.class,
          SreSliEventsAutoConfiguration.class);

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(CONFIGURATION)
          .withBean(Desk.class)
          .withBean(Plain.class)
          .withPropertyValues("sre.slos.orders.sli=place-order", "sre.slos.orders.target=99%");

  @Test
  void call_thatReturns_isGood() {
    assertCounts(desk -> assertThat(desk.place("a")).isEqualTo("placed a"), 1, 0, 0);
  }

  @Test
  void call_thatThrows_isBadAndThrows() {
    assertCounts(
        desk -> assertThatThrownBy(() -> desk.refuse()).isInstanceOf(IOException.class), 0, 1, 0);
  }

  @Test
  void call_fromAnInterface_isCounted() {
    assertCounts(desk -> ((Orders) desk).place("b"), 1, 0, 0);
  }

  @Test
  void stage_isCountedWhenItCompletes() {
    runner.run(context -> {
      Desk desk = context.getBean(Desk.class);
      CompletableFuture<String> answer = new CompletableFuture<>();
      assertThat(desk.later(answer)).isSameAs(answer);
      SreEngine engine = context.getBean(SreEngine.class);
      assertThat(counts(engine)).isEqualTo(List.of(0L, 0L, 0L));
      answer.complete("later");
      assertThat(counts(engine)).isEqualTo(List.of(1L, 0L, 0L));
    });
  }

  @Test
  void stage_thatFails_isBad() {
    assertCounts(
        desk -> desk.later(CompletableFuture.failedFuture(new IOException("no"))), 0, 1, 0);
  }

  @Test
  void stage_thatIsCancelled_isExcluded() {
    assertCounts(
        desk -> {
          CompletableFuture<String> answer = new CompletableFuture<>();
          desk.later(answer);
          answer.cancel(true);
        },
        0,
        0,
        1);
  }

  @Test
  void mono_isCountedPerSubscription() {
    assertCounts(
        desk -> {
          Mono<String> mono = desk.mono(Mono.just("a"));
          mono.block();
          mono.block();
        },
        2,
        0,
        0);
  }

  @Test
  void mono_withoutSubscription_isNotCounted() {
    assertCounts(desk -> desk.mono(Mono.just("a")), 0, 0, 0);
  }

  @Test
  void mono_thatFails_isBad() {
    assertCounts(
        desk -> desk.mono(Mono.error(new IOException("no"))).onErrorComplete().block(), 0, 1, 0);
  }

  @Test
  void mono_thatIsCancelled_isExcluded() {
    assertCounts(desk -> desk.mono(Mono.never()).subscribe().dispose(), 0, 0, 1);
  }

  @Test
  void flux_isOneEvent() {
    assertCounts(desk -> desk.flux(Flux.range(1, 100)).blockLast(), 1, 0, 0);
  }

  @Test
  void flux_thatFailsOnItsWay_isBad() {
    Flux<Integer> breaks = Flux.just(1, 2).concatWith(Flux.error(new IOException("no")));
    assertCounts(desk -> desk.flux(breaks).onErrorComplete().blockLast(), 0, 1, 0);
  }

  @Test
  void exceptions_byChoice_areExcluded() {
    runner
        .withPropertyValues("sre.slos.orders.excluded-when=java.io.IOException")
        .run(context -> {
          assertThatThrownBy(() -> context.getBean(Desk.class).refuse());
          assertThat(counts(context.getBean(SreEngine.class))).isEqualTo(List.of(0L, 0L, 1L));
        });
  }

  @Test
  void beans_withoutTheAnnotation_stayAsTheyAre() {
    runner.run(context -> {
      assertThat(AopUtils.isAopProxy(context.getBean(Plain.class))).isFalse();
      assertThat(AopUtils.isAopProxy(context.getBean(Desk.class))).isTrue();
    });
  }

  @Test
  void methods_withoutAspectj_areCounted() {
    new ApplicationContextRunner()
        .withConfiguration(CONFIGURATION)
        .withBean(Simple.class)
        .withClassLoader(new FilteredClassLoader("org.aspectj"))
        .run(context -> {
          context.getBean(Simple.class).call();
          assertThat(counts(context.getBean(SreEngine.class))).isEqualTo(List.of(1L, 0L, 0L));
        });
  }

  @Test
  void slo_ofNoAnnotatedMethod_isRefused() {
    runner
        .withPropertyValues("sre.slos.orders.sli=place-oder")
        .run(context ->
            assertThat(context)
                .getFailure()
                .hasStackTraceContaining("sre.slos.orders.sli = place-oder")
                .hasStackTraceContaining("@SliEvents"));
  }

  @Test
  void name_thatIsNone_isRefusedAtTheStart() {
    runner
        .withBean(Misnamed.class)
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("no name"));
  }

  private void assertCounts(Consumer<Desk> calls, long good, long bad, long excluded) {
    runner.run(context -> {
      calls.accept(context.getBean(Desk.class));
      assertThat(counts(context.getBean(SreEngine.class))).isEqualTo(List.of(good, bad, excluded));
    });
  }

  private static List<Long> counts(SreEngine engine) {
    engine.tick();
    SliStatus status =
        engine.report().slis().stream()
            .filter(sli -> sli.name().equals("place-order"))
            .findFirst()
            .orElseThrow();
    return List.of(status.good(), status.bad(), status.excluded());
  }

  interface Orders {
    String place(String order);
  }

  public static class Desk implements Orders {
    @Override
    @SliEvents("place-order")
    public String place(String order) {
      return "placed " + order;
    }

    @SliEvents("place-order")
    public void refuse() throws IOException {
      throw new IOException("refused");
    }

    @SliEvents("place-order")
    CompletionStage<String> later(CompletableFuture<String> answer) {
      return answer;
    }

    @SliEvents("place-order")
    Mono<String> mono(Mono<String> answer) {
      return answer;
    }

    @SliEvents("place-order")
    Flux<Integer> flux(Flux<Integer> answer) {
      return answer;
    }
  }

  /** A class of its own: the proxy is made in another class loader. */
  public static class Simple {
    @SliEvents("place-order")
    public void call() {}
  }

  static class Plain {
    String call() {
      return "plain";
    }
  }

  static class Misnamed {
    @SliEvents("no name!")
    void call() {}
  }
}
