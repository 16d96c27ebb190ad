package io.sre4j.spring.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.report.SliStatus;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** 10,000 distinct paths and 500 SLOs, each with an SLI of its own, in one application. */
@Tag("long")
@Tag("load")
class ScaleTest {
  private static final int SLOS = 500;
  private static final int PATHS = 10_000;
  private static final long MEGABYTE = 1 << 20;
  /* An SLI's cells, its timeline for 30 days and those of its alerts; seen: see the output. */
  private static final long MOST_PER_SLO = MEGABYTE;
  private static final double MOST_START = 4;

  @Test
  void manyPathsAndSlos_stayBounded() throws Exception {
    new RunningApplication(WebApplicationType.SERVLET, Application.class).close(); // classes
    long empty = used();
    long begun = System.nanoTime();
    try (RunningApplication one = application(1)) {
      final long startOne = System.nanoTime() - begun;
      final long heapOne = used() - empty;
      begun = System.nanoTime();
      try (RunningApplication many = application(SLOS)) {
        final long startMany = System.nanoTime() - begun;
        final long heapMany = used() - empty - heapOne;
        final long before = used();
        callEach(many);
        long paths = used() - before;
        double starts = (double) startMany / startOne;
        System.out.printf(
            "scale: start x%.2f with %d SLOs; heap %d KiB per SLO; %d KiB for %d paths%n",
            starts, SLOS, (heapMany - heapOne) / SLOS / 1024, paths / 1024, PATHS);
        assertThat(many.counts("http")).isEqualTo(new Counts(PATHS, 0, 0));
        assertThat(counted(many)).isEqualTo(PATHS / 2);
        assertThat((heapMany - heapOne) / SLOS).isLessThan(MOST_PER_SLO);
        assertThat(paths).isLessThan(40 * MEGABYTE);
        assertThat(starts).isLessThan(MOST_START);
      }
      Reference.reachabilityFence(one);
    }
  }

  /** Half of the paths belong to one SLI each, half are served by nobody. */
  private static void callEach(RunningApplication application)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    for (int i = 0; i < PATHS; i++) {
      String path = i % 2 == 0 ? "/items/" + i : "/nowhere/" + i;
      URI uri = URI.create("http://localhost:" + application.port() + path);
      client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }
  }

  private static long counted(RunningApplication application) {
    return application.bean(SreEngine.class).report().slis().stream()
        .filter(sli -> sli.name().equals("slo0"))
        .mapToLong(SliStatus::good)
        .sum();
  }

  private static RunningApplication application(int slos) {
    String[] keys =
        Stream.iterate(0, i -> i < slos, i -> i + 1)
            .flatMap(i ->
                Stream.of(
                    "--sre.slos.slo" + i + ".target=99%",
                    "--sre.slos.slo" + i + ".routes=/items/**,/of/" + i))
            .toArray(String[]::new);
    return new RunningApplication(WebApplicationType.SERVLET, Application.class, keys);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  @Import(Items.class)
  static class Application {}

  @RestController
  static class Items {
    @GetMapping("/items/{id}")
    String item(@PathVariable String id) {
      return id;
    }
  }
}
