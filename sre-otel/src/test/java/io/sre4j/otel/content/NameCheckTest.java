package io.sre4j.otel.content;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameCheckTest {
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
    assertThat(NameCheck.hasValue(name)).isTrue();
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
    assertThat(NameCheck.hasValue(name)).isFalse();
  }
}
