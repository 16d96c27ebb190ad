package io.sre4j.otel.span;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundThreadsTest {
  @ParameterizedTest
  @ValueSource(strings = {"main", "restartedMain", "sre4j-inspector", "scheduling-1"})
  void isOne_startUpAndSchedulers_are(String thread) {
    assertThat(BackgroundThreads.isOne(thread)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"main-pool-3", "http-nio-8080-exec-1", "task-1", "mainframe"})
  void isOne_othersWhateverTheyAreCalled_areNot(String thread) {
    assertThat(BackgroundThreads.isOne(thread)).isFalse();
  }
}
