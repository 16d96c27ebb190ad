package io.sre4j.spring.operation.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.spring.web.RunningApplication;
import io.sre4j.spring.web.RunningApplication.Counts;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

class ManyClientsTest {

  @Test
  void clients_moreThanAHundred_areCountedTogether() {
    try (RunningApplication many =
        new RunningApplication(WebApplicationType.NONE, ClientOperationsTest.Application.class)) {
      RestClient client = many.beans(RestClient.class).get("client");
      for (int i = 0; i < 150; i++) {
        try {
          client.get().uri("http://127.0." + i + ".1:1/").retrieve().toBodilessEntity();
        } catch (RestClientException refused) {
          // as expected
        }
      }
      assertThat(many.bean(SreEngine.class).report().slis())
          .filteredOn(sli -> sli.name().startsWith("client."))
          .hasSize(101);
      assertThat(many.counts("client.other")).isEqualTo(new Counts(0, 50, 0));
    }
  }
}
