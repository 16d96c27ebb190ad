package io.sre4j.sli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventAttributesTest {

  @Test
  void new_longTexts_areCutTo200Characters() {
    String text = "x".repeat(200);

    EventAttributes attributes =
        new EventAttributes(text + "r", text + "e", text + "d", text + "t");

    assertThat(attributes).isEqualTo(new EventAttributes(text, text, text, text));
    assertThat(attributes.route()).hasSize(200);
    assertThat(attributes.exception()).hasSize(200);
    assertThat(attributes.dependency()).hasSize(200);
    assertThat(attributes.traceId()).hasSize(200);
  }

  @Test
  void new_textsOf200Characters_areKept() {
    String text = "x".repeat(200);

    assertThat(EventAttributes.route(text).route()).isSameAs(text);
  }

  @Test
  void route_onlyTheRoute_isKnown() {
    assertThat(EventAttributes.route("GET /orders/{id}"))
        .isEqualTo(new EventAttributes("GET /orders/{id}", null, null, null));
  }

  @Test
  void none_everything_isUnknown() {
    assertThat(EventAttributes.NONE).isEqualTo(new EventAttributes(null, null, null, null));
    assertThat(EventAttributes.NONE.route()).isNull();
    assertThat(EventAttributes.NONE.exception()).isNull();
    assertThat(EventAttributes.NONE.dependency()).isNull();
    assertThat(EventAttributes.NONE.traceId()).isNull();
  }
}
