package io.sre4j.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.dependency.Dependencies;
import io.sre4j.dependency.RequestCalls.Result;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerCallTest {
  private final Dependencies dependencies = new Dependencies();
  private final ServerCall call = new ServerCall(1_000, null);
  private final List<String> ended = new ArrayList<>();

  @Test
  void dependency_nobodyCalled_isNone() {
    assertThat(call.calls()).isNull();
    assertThat(call.dependency()).isNull();
    assertThat(call.hasFailedDependency()).isFalse();
  }

  @Test
  void dependency_badRequest_isTheFailedOne() {
    called("slow", 900, Result.FINE);
    called("broken", 1, Result.FAILED);
    call.finished(2_000);
    call.bad(true);
    assertThat(call.dependency()).isEqualTo("broken");
    assertThat(call.hasFailedDependency()).isTrue();
  }

  @Test
  void dependency_slowRequest_isTheSlowOne() {
    called("slow", 900, Result.FINE);
    called("broken", 1, Result.FAILED);
    call.finished(2_000);
    assertThat(call.dependency()).isEqualTo("slow");
  }

  @Test
  void dependency_lessThanHalfOfTheTime_isNone() {
    called("slow", 499, Result.FINE);
    assertThat(call.finished(2_000)).isEqualTo(1_000);
    assertThat(call.dependency()).isNull();
  }

  @Test
  void settle_openCalls_areToldOnce() {
    call.opened(() -> ended.add("a"));
    ServerCall.OpenCall b = () -> ended.add("b");
    call.opened(b);
    call.closed(b);
    call.settle();
    assertThat(ended).containsExactly("a");
  }

  @Test
  void settle_callsThatCloseThemselves_areAllTold() {
    for (int i = 0; i < 3; i++) {
      call.opened(
          new ServerCall.OpenCall() {
            @Override
            public void requestEnds() {
              ended.add("told");
              call.closed(this);
            }
          });
    }
    call.settle();
    call.settle();
    assertThat(ended).hasSize(3);
  }

  @Test
  void opened_manyAtTheSameTime_areBounded() {
    for (int i = 0; i < 1_000; i++) {
      call.opened(() -> ended.add("told"));
    }
    call.settle();
    assertThat(ended).hasSize(64);
  }

  @Test
  void opened_afterTheRequest_isNotCounted() {
    assertThat(call.ends(false)).isTrue();
    call.opened(() -> ended.add("told"));
    assertThat(call.calls()).isNull();
    call.settle();
    assertThat(ended).isEmpty();
  }

  private void called(String name, long nanos, Result result) {
    call.opened(() -> {});
    call.calls().called(dependencies.named(name), result, nanos);
  }
}
