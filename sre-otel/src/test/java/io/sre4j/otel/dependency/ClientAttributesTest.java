package io.sre4j.otel.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAttributesTest {

  @ParameterizedTest
  @CsvSource({
    "inventory.example, 443, inventory.example",
    "localhost, 8080, localhost:8080",
    "127.0.0.1, 8080, 127.0.0.1:8080",
    "127.0.0.1, , 127.0.0.1",
    "::1, 8080, [::1]:8080",
    "[::1], 8080, [::1]:8080",
    "10.example, 80, 10.example",
  })
  void service_withAnAddress_hasItsPortIfOnlyThatTells(String host, Long port, String expected) {
    AttributesBuilder said = Attributes.builder().put("server.address", host);
    if (port != null) {
      said.put("server.port", port);
    }
    assertThat(ClientAttributes.service(said.put("db.namespace", "shop").build()))
        .isEqualTo(expected);
  }

  @Test
  void service_withoutAnAddress_isWhatElseNamesIt() {
    AttributesBuilder said = Attributes.builder();
    assertThat(ClientAttributes.service(said.build())).isNull();
    for (String key :
        new String[] {"db.system", "rpc.service", "messaging.destination.name", "db.namespace"}) {
      assertThat(ClientAttributes.service(said.put(key, "of " + key).build()))
          .isEqualTo("of " + key);
    }
    assertThat(ClientAttributes.service(said.put("peer.service", "stock").build()))
        .isEqualTo("stock");
  }

  @ParameterizedTest
  @CsvSource({
    "http.response.status_code, 399, false, false",
    "http.response.status_code, 404, true, false",
    "http.response.status_code, 500, false, true",
    "http.response.status_code, 200, true, true",
    "rpc.grpc.status_code, 0, false, false",
    "rpc.grpc.status_code, 5, true, false",
    "rpc.grpc.status_code, 14, false, true",
  })
  void hasFailed_refusals_areAnswers(String key, long status, boolean threw, boolean expected) {
    Attributes end = Attributes.of(AttributeKey.longKey(key), status);
    assertThat(ClientAttributes.hasFailed(end, threw)).isEqualTo(expected);
  }

  @Test
  void hasFailed_withoutAStatus_isWhatHasAnError() {
    assertThat(ClientAttributes.hasFailed(Attributes.empty(), false)).isFalse();
    assertThat(ClientAttributes.hasFailed(Attributes.empty(), true)).isTrue();
    Attributes error = Attributes.of(AttributeKey.stringKey("error.type"), "timeout");
    assertThat(ClientAttributes.hasFailed(error, false)).isTrue();
  }
}
