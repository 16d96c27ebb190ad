package io.sre4j.spring.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sre4j.SreEngine;
import io.sre4j.alert.AlertListener;
import io.sre4j.coverage.Coverage;
import io.sre4j.delivery.AlertDelivery;
import io.sre4j.delivery.Receiver;
import io.sre4j.dependency.Dependencies;
import io.sre4j.spring.web.RunningApplication;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** An application that is started and closed again and again leaves nothing of ours behind. */
class RestartTest {
  private static final int TIMES = 10;

  @Test
  void contexts_startedAndClosed_leaveNoThreadAndNoBean(@TempDir Path store) {
    Set<Thread> before = ours();
    List<WeakReference<Object>> beans = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      beans.addAll(startAndClose(store));
    }
    await()
        .untilAsserted(() ->
            assertThat(ours()).filteredOn(thread -> !before.contains(thread)).isEmpty());
    await()
        .untilAsserted(() -> {
          System.gc();
          assertThat(beans.stream().map(WeakReference::get).filter(java.util.Objects::nonNull).map(Object::getClass).map(Class::getSimpleName).collect(Collectors.groupingBy(x -> x, Collectors.counting()))).as("beans of closed contexts").isEmpty();
        });
  }

  /** In a method of its own, whose local variables hold nothing afterwards. */
  private static List<WeakReference<Object>> startAndClose(Path store) {
    List<WeakReference<Object>> beans = new ArrayList<>();
    try (RunningApplication shop =
        new RunningApplication(
            WebApplicationType.SERVLET,
            Everything.class,
            "--sre.slos.all.target=99%",
            "--sre.coverage.enabled=true",
            "--sre.store.directory=" + store)) {
      assertThat(shop.get("/orders/1").statusCode()).isEqualTo(200);
      assertThat(ours())
          .extracting(Thread::getName)
          .contains("sre4j-ticker", "sre4j-store", "sre4j-inspector", "sre4j-delivery-webhook");
      beans.add(new WeakReference<>(shop.bean(Shop.class)));
      beans.add(new WeakReference<>(shop.bean(org.springframework.context.ApplicationContext.class)));
      beans.add(new WeakReference<>(shop.bean(SreEngine.class)));
      beans.add(new WeakReference<>(shop.bean(Coverage.class)));
      beans.add(new WeakReference<>(shop.bean(Dependencies.class)));
      shop.beans(AlertListener.class)
          .values()
          .forEach(listener -> beans.add(new WeakReference<>(listener)));
      assertThat(beans).hasSize(7);
    }
    return beans;
  }

  private static Set<Thread> ours() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("sre4j-"))
        .collect(Collectors.toSet());
  }

  @Import(Shop.class)
  static class Everything {
    @Bean
    AlertDelivery delivery() {
      return AlertDelivery.to(Receiver.webhook(URI.create("http://127.0.0.1:1")));
    }
  }
}
