package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {

  @ParameterizedTest
  @CsvSource({
    "/orders/**,        GET,  /orders/{id},        true",
    "/orders/**,        GET,  /orders,             true",
    "/orders/**,        GET,  /order,              false",
    "/orders/*,         GET,  /orders/{id},        true",
    "/orders/*,         GET,  /orders/{id}/items,  false",
    "/orders/{id},      GET,  /orders/{orderId},   true",
    "POST /checkout,    POST, /checkout,           true",
    "post /checkout,    POST, /checkout,           true",
    "POST /checkout,    GET,  /checkout,           false",
    "'/o/{id:[0-9]+}',  GET,  '/o/{id:[0-9]+}',    true",
    "/**,               GET,  /**,                 true",
    "/{page},           GET,  /**,                 false",
    "/static/**,        GET,  /static/**,          true",
  })
  void matches_methodAndTemplate_asWritten(
      String route, String method, String template, boolean expected) {
    assertThat(Route.parse(route).matches(method, template)).isEqualTo(expected);
  }
}
