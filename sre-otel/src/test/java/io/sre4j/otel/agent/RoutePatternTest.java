package io.sre4j.otel.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a pattern matches: what Spring's Ant-style patterns match of templates. */
class RoutePatternTest {

  @ParameterizedTest
  @CsvSource({
    "POST /checkout, POST, /checkout, true",
    "POST /checkout, GET, /checkout, false",
    "/checkout, PUT, /checkout, true",
    "/checkout, PUT, /checkout/x, false",
    "/orders/**, GET, /orders, true",
    "/orders/**, GET, /orders/{id}/items, true",
    "/orders/**, GET, /ordersx, false",
    "/orders/*, GET, /orders/{id}, true",
    "/orders/*, GET, /orders/{id}/items, false",
    "/orders/*, GET, /orders, false",
    "/orders/{order}, GET, /orders/{id}, true",
    "/orders/{id}, GET, /orders/{id}, true",
    "/v?/orders, GET, /v1/orders, true",
    "/v?/orders, GET, /v/orders, false",
    "/**/items, GET, /orders/{id}/items, true",
    "/a.b, GET, /axb, false",
    "/**, GET, /anything/at/all, true",
    "/**, GET, /, true",
    "/**, GET, /**, true",
    "/*, GET, /**, false",
    "/a/**, GET, /**, false",
  })
  void matches_methodAndTemplate(String pattern, String method, String template, boolean expected) {
    assertThat(RoutePattern.of(pattern).matches(method, template)).isEqualTo(expected);
    assertThat(RoutePattern.of(pattern)).hasToString(pattern);
  }
}
