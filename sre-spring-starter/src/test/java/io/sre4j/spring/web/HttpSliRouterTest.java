package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import io.sre4j.sli.SliRecorder;
import io.sre4j.slo.Sli;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpSliRouterTest {
  private final SreEngine engine =
      SreEngine.builder().sli(Sli.events("http")).sli(Sli.events("pay")).manualTicks().build();
  private final HttpSlis slis =
      new HttpSlis(
          Map.of("pay", List.of(new Route("POST", "/pay/**"))),
          List.of(new Route(null, "/actuator/**")));
  private final HttpSliRouter router = new HttpSliRouter(slis, engine);

  @Test
  void destination_requestOfARoute_isItsSliAndHttp() {
    assertThat(router.destination("POST", "/pay/{id}").recorders())
        .containsExactly(engine.recorder("http"), engine.recorder("pay"));
    assertThat(router.destination("POST", "/pay/{id}").route()).isEqualTo("POST /pay/{id}");
  }

  @Test
  void destination_otherMethod_isHttpOnly() {
    assertThat(router.destination("GET", "/pay/{id}").recorders())
        .containsExactly(engine.recorder("http"));
  }

  @Test
  void destination_unmatched_isHttpOnly() {
    assertThat(router.destination("GET", null).recorders())
        .containsExactly(engine.recorder("http"));
    assertThat(router.destination("GET", null).route()).isEqualTo("GET UNMATCHED");
  }

  @Test
  void destination_actuator_isNone() {
    assertThat(router.destination("GET", "/actuator/health").recorders()).isEmpty();
    assertThat(router.destination("GET", "/actuator").recorders()).isEmpty();
  }

  @Test
  void destination_counted_knowsWhichSlisCountItsCalls() {
    assertThat(router.destination("POST", "/pay/{id}").calls().slis())
        .containsExactlyInAnyOrder("http", "pay");
    assertThat(router.destination("POST", "/pay/{id}").calls().route()).isEqualTo("POST /pay/{id}");
    assertThat(router.destination("GET", "/actuator").calls()).isNull();
  }

  @Test
  void destination_askedAgain_isTheSameObject() {
    HttpSliRouter.Destination first = router.destination("GET", "/a");
    assertThat(router.destination("GET", "/a")).isSameAs(first);
    assertThat(router.destination(new String("GET"), new String("/a"))).isSameAs(first);
  }

  @Test
  void destination_routesOfOneHash_areTold() {
    assertThat("/Aa").hasSameHashCodeAs("/BB");
    for (int i = 0; i < 3; i++) {
      assertThat(router.destination("GET", "/Aa").route()).isEqualTo("GET /Aa");
      assertThat(router.destination("GET", "/BB").route()).isEqualTo("GET /BB");
      assertThat(router.destination("POST", "/BB").route()).isEqualTo("POST /BB");
      assertThat(router.destination("BREW", "/BB").route()).isEqualTo("OTHER /BB");
    }
  }

  @Test
  void destination_madeUpMethods_areOneRoute() {
    for (int i = 0; i < 100; i++) {
      assertThat(router.destination("X" + i, null).route()).isEqualTo("OTHER UNMATCHED");
    }
    assertThat(router.remembered()).isEqualTo(1);
  }

  @Test
  void destination_moreThanAThousandRoutes_areFoundButNotRemembered() {
    for (int i = 0; i < 1_500; i++) {
      SliRecorder[] recorders = router.destination("POST", "/pay/" + i).recorders();
      assertThat(recorders).hasSize(2);
    }
    assertThat(router.remembered()).isEqualTo(1_000);
  }

  @Test
  void destination_engineWithoutTheSli_isNone() {
    SreEngine own = SreEngine.builder().sli(Sli.events("own")).manualTicks().build();
    assertThat(new HttpSliRouter(slis, own).destination("POST", "/pay/{id}").recorders()).isEmpty();
  }
}
