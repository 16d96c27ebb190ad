package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sre4j.SreEngine;
import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls.Result;
import io.sre4j.report.SliStatus;
import io.sre4j.slo.Sli;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class ServletRequestHandlerTest {
  private final SreEngine engine =
      SreEngine.builder().sli(Sli.events("http")).manualTicks().build();
  private final HttpSlis slis = new HttpSlis(Map.of(), List.of());
  private final RecordingFailures failures = new RecordingFailures();
  private final ServletRequestHandler handler =
      new ServletRequestHandler(() -> new HttpSliRouter(slis, engine), failures);
  private final MockHttpServletResponse response = new MockHttpServletResponse();
  private final ServerRequestObservationContext context =
      new ServerRequestObservationContext(new MockHttpServletRequest("GET", "/x"), response);

  @Test
  void stop_status499AndBelow_isGoodEvenWithAnError() {
    response.setStatus(404);
    context.setError(new IllegalStateException());
    assertThat(outcome()).isEqualTo("good");
  }

  @Test
  void stop_status500_isBadWithoutAnError() {
    response.setStatus(500);
    assertThat(outcome()).isEqualTo("bad");
  }

  @Test
  void stop_clientLeft_isExcluded() {
    response.setStatus(500);
    response.setCommitted(true);
    context.setError(new IOException("Broken pipe"));
    assertThat(outcome()).isEqualTo("excluded");
  }

  @Test
  void stop_containerSaysClientLeft_isExcludedBeforeAnythingWasSent() {
    context.setError(new EOFException());
    assertThat(outcome()).isEqualTo("excluded");
  }

  @Test
  void stop_connectionOfOurOwnBroke_isBad() {
    context.setError(new SocketException("Connection reset by peer"));
    assertThat(outcome()).isEqualTo("bad");
  }

  @Test
  void stop_dependencyBrokeAfterTheResponseBegan_isBad() {
    response.setCommitted(true);
    context.setError(new IOException("Connection reset by peer"));
    handler.onStart(context);
    ServerCall call = context.getRequired(ServerCall.class);
    call.opened(() -> {});
    call.calls().called(new Dependencies().named("inventory"), Result.FAILED, 1);
    handler.onStop(context);
    assertThat(counted()).isEqualTo("bad");
  }

  @Test
  void stop_withoutStart_isNotCounted() {
    handler.onStop(context);
    assertThat(counted()).isEqualTo("none");
    assertThat(failures.count()).isZero();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void stop_engineThrows_isCountedAndLoggedOnce(CapturedOutput output) {
    ServletRequestHandler broken =
        new ServletRequestHandler(
            () -> {
              throw new AssertionError("no engine");
            },
            failures);
    for (int i = 0; i < 3; i++) {
      assertThatCode(
              () -> {
                broken.onStart(context);
                broken.onStop(context);
              })
          .doesNotThrowAnyException();
    }
    assertThat(failures.count()).isEqualTo(3);
    assertThat(output.getOut().split("could not be recorded", -1)).hasSize(2);
  }

  private String outcome() {
    handler.onStart(context);
    handler.onStop(context);
    return counted();
  }

  private String counted() {
    engine.tick();
    SliStatus http = engine.report().slis().get(0);
    assertThat(http.good() + http.bad() + http.excluded()).isLessThanOrEqualTo(1);
    if (http.good() == 1) {
      return "good";
    }
    if (http.bad() == 1) {
      return "bad";
    }
    return http.excluded() == 1 ? "excluded" : "none";
  }
}
