package io.sre4j.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpCallsTest {

  @ParameterizedTest
  @CsvSource({
    "http://inventory/stock,            inventory",
    "http://inventory:8080/stock,       inventory",
    "https://api.example.com:8443/x,    api.example.com",
    "https://1and1.example:8443/x,      1and1.example",
    "http://localhost:9090/x,           localhost:9090",
    "http://10.0.0.7:9090/x,            10.0.0.7:9090",
    "http://10.0.0.7/x,                 10.0.0.7",
    "http://[::1]:9090/x,               [::1]:9090",
    "http://user:secret@inventory/x,    inventory",
    "http://stock_service/x,            stock_service",
    "http://stock_service:8080/x,       stock_service:8080",
    "http://user:secret@stock_service/x, stock_service",
  })
  void service_ofAUri_isItsHost(String uri, String name) {
    assertThat(HttpCalls.service(URI.create(uri))).isEqualTo(name);
  }

  @Test
  void service_noHost_isNone() {
    assertThat(HttpCalls.service(null)).isNull();
    assertThat(HttpCalls.service(URI.create("/relative"))).isNull();
  }
}
