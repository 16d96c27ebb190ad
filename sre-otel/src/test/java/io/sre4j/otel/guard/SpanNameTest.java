package io.sre4j.otel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders/42",
        "GET /orders/42/items",
        "order 7",
        "load 550e8400-e29b-41d4-a716-446655440000",
        "/blobs/9f86d081884c7d65",
        "42",
        "GET /orders?id=42"
      })
  void hasValue_nameWithOne_isSeen(String name) {
    assertThat(SpanName.hasValue(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /orders/{id}",
        "GET /api/v2/orders",
        "SELECT shop.orders",
        "HTTP/1.1",
        "feedface",
        "deadbeef cafe",
        "http get",
        "sha256",
        "order-7up"
      })
  void hasValue_template_isNone(String name) {
    assertThat(SpanName.hasValue(name)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "GET /orders/42/items/7,GET /orders/{?}/items/{?}",
    "load 550e8400-e29b-41d4-a716-446655440000,load {?}",
    "GET /orders?id=42,GET /orders?id={?}",
    "42,{?}",
    "/1/2/3,/{?}/{?}/{?}",
    "GET /api/v2/orders,GET /api/v2/orders"
  })
  void masked_name_tellsNoValue(String name, String expected) {
    assertThat(SpanName.masked(name)).isEqualTo(expected);
  }
}
