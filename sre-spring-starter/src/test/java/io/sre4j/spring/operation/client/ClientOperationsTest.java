package io.sre4j.spring.operation.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sre4j.spring.actuate.EndpointField;
import io.sre4j.spring.web.AnsweringService;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** Calls of a real service by real clients, outside of any request: counts equal the caller's. */
class ClientOperationsTest {
  private static RunningApplication application;

  private final Random random = new Random();

  @BeforeAll
  static void start() {
    application = new RunningApplication(WebApplicationType.NONE, Application.class);
  }

  @AfterAll
  static void stop() {
    application.close();
  }

  @Test
  void restClient_anyAnswers_areCountedAsTheCallerSawThem() {
    long seed = seed();
    try (AnsweringService service = new AnsweringService()) {
      RestClient client = client();
      for (int i = 0; i < 200; i++) {
        int status = status();
        try {
          client
              .get()
              .uri("http://" + service.name() + "/answer/{status}", status)
              .retrieve()
              .toBodilessEntity();
        } catch (RestClientException ignored) {
          // 4xx and 5xx
        }
      }
      assertThat(counts(service))
          .as("seed %d", seed)
          .isEqualTo(new Counts(service.answered() - service.failed(), service.failed(), 0));
      assertThat(service.answered()).isEqualTo(200);
    }
  }

  @Test
  void webClient_anyAnswers_areCountedAsTheCallerSawThem() {
    long seed = seed();
    try (AnsweringService service = new AnsweringService()) {
      WebClient client = application.beans(WebClient.class).get("webClient");
      for (int i = 0; i < 200; i++) {
        client
            .get()
            .uri("http://" + service.name() + "/answer/{status}", status())
            .retrieve()
            .toBodilessEntity()
            .onErrorResume(failure -> Mono.empty())
            .block();
      }
      await().until(() -> counts(service).total() == 200);
      assertThat(counts(service))
          .as("seed %d", seed)
          .isEqualTo(new Counts(service.answered() - service.failed(), service.failed(), 0));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void restClient_ofManyThreads_isCountedAsTheCallersSawIt(boolean virtualThreads)
      throws Exception {
    assumeTrue(!virtualThreads || Runtime.version().feature() >= 21, "needs virtual threads");
    SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor();
    threads.setConcurrencyLimit(16);
    if (virtualThreads) {
      threads.setVirtualThreads(true);
    }
    long seed = seed();
    try (AnsweringService service = new AnsweringService()) {
      List<Future<Counts>> calls = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        String uri = "http://" + service.name() + "/answer/" + status();
        calls.add(threads.submit(() -> seen(uri)));
      }
      long bad = 0;
      for (Future<Counts> call : calls) {
        bad += call.get().bad();
      }
      assertThat(counts(service)).as("seed %d", seed).isEqualTo(new Counts(200 - bad, bad, 0));
      assertThat(service.failed()).isEqualTo(bad);
    }
  }

  /** What the caller saw. */
  private static Counts seen(String uri) {
    try {
      client().get().uri(uri).retrieve().toBodilessEntity();
      return Counts.GOOD;
    } catch (HttpServerErrorException failed) {
      return Counts.BAD;
    } catch (RestClientException refused) {
      return Counts.GOOD; // 4xx
    }
  }

  @Test
  void restTemplate_anyAnswers_areCountedAsTheCallerSawThem() {
    long seed = seed();
    try (AnsweringService service = new AnsweringService()) {
      RestTemplate template = application.bean(RestTemplate.class);
      for (int i = 0; i < 100; i++) {
        try {
          template.getForEntity(
              "http://" + service.name() + "/answer/{status}", Void.class, status());
        } catch (RestClientException ignored) {
          // 4xx and 5xx
        }
      }
      assertThat(counts(service))
          .as("seed %d", seed)
          .isEqualTo(new Counts(service.answered() - service.failed(), service.failed(), 0));
      assertThat(service.answered()).isEqualTo(100);
    }
  }

  @Test
  void restClient_noAnswerInTime_isBad() {
    try (AnsweringService service = new AnsweringService()) {
      try {
        client().get().uri("http://" + service.name() + "/hang").retrieve().toBodilessEntity();
      } catch (RestClientException timeout) {
        assertThat(counts(service)).isEqualTo(Counts.BAD);
        return;
      }
      throw new AssertionError("it answered");
    }
  }

  @Test
  void webClient_noAnswerInTime_isBad() {
    try (AnsweringService service = new AnsweringService()) {
      WebClient client = application.beans(WebClient.class).get("impatient");
      assertThatThrownBy(() ->
              client
                  .get()
                  .uri("http://" + service.name() + "/hang")
                  .retrieve()
                  .toBodilessEntity()
                  .block())
          .isInstanceOf(WebClientRequestException.class);
      await().ignoreExceptions().until(() -> counts(service).total() == 1);
      assertThat(counts(service)).isEqualTo(Counts.BAD);
    }
  }

  @Test
  void webClient_callerStopsWaiting_isExcluded() {
    try (AnsweringService service = new AnsweringService()) {
      application
          .beans(WebClient.class)
          .get("webClient")
          .get()
          .uri("http://" + service.name() + "/hang")
          .retrieve()
          .toBodilessEntity()
          .timeout(Duration.ofMillis(100))
          .onErrorResume(failure -> Mono.empty())
          .block();
      await().ignoreExceptions().until(() -> counts(service).total() == 1);
      assertThat(counts(service)).isEqualTo(Counts.EXCLUDED);
    }
  }

  @Test
  void restClient_nobodyListens_isBad() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try {
      client().get().uri("http://localhost:" + port + "/").retrieve().toBodilessEntity();
    } catch (RestClientException refused) {
      assertThat(application.counts("client.localhost-" + port)).isEqualTo(Counts.BAD);
      return;
    }
    throw new AssertionError("somebody listens");
  }

  @Test
  void client_notOfTheBuilder_isReported() {
    Map<String, EndpointField> fields = application.beans(EndpointField.class);
    assertThat(fields.values())
        .filteredOn(field -> field.name().equals("unobserved"))
        .singleElement()
        .satisfies(field ->
            assertThat(field.read())
                .containsKey("the client 'ownClient'")
                .doesNotContainKey("the client 'client'"));
  }

  private static RestClient client() {
    return application.beans(RestClient.class).get("client");
  }

  private long seed() {
    long seed = random.nextLong();
    random.setSeed(seed);
    return seed;
  }

  private int status() {
    int[] statuses = {200, 204, 404, 429, 500, 503};
    return statuses[random.nextInt(statuses.length)];
  }

  private static Counts counts(AnsweringService service) {
    return application.counts("client." + service.name().replace(':', '-'));
  }

  @SpringBootConfiguration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    RestClient client(RestClient.Builder builder) {
      JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
      requests.setReadTimeout(Duration.ofMillis(500));
      return builder.requestFactory(requests).build();
    }

    @Bean
    RestClient ownClient() {
      return RestClient.create();
    }

    @Bean
    RestTemplate restTemplate(RestTemplateBuilder builder) {
      return builder.build();
    }

    @Bean
    WebClient webClient(WebClient.Builder builder) {
      return builder.build();
    }

    @Bean
    WebClient impatient(WebClient.Builder builder) {
      HttpClient netty = HttpClient.create().responseTimeout(Duration.ofMillis(200));
      return builder.clientConnector(new ReactorClientHttpConnector(netty)).build();
    }
  }
}
