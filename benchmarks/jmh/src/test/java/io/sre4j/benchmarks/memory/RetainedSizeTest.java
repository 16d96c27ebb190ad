package io.sre4j.benchmarks.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

class RetainedSizeTest {
  private static final String CONSTANT = "held once";

  @Test
  void of_graphWithoutThreadsAndClasses_isWhatJolSays() {
    Map<String, Object> graph = new HashMap<>();
    graph.put("numbers", new long[7][5]);
    graph.put("record", new Pair(CONSTANT, List.of(CONSTANT, Duration.ofDays(30))));
    graph.put("self", graph);
    assertThat(RetainedSize.of(graph)).isEqualTo(GraphLayout.parseInstance(graph).totalSize());
  }

  @Test
  void of_array_isHeaderAndElements() {
    // 16 bytes of header, 8 for each element; references of 4 bytes need compressed oops
    assertThat(RetainedSize.of(new long[100])).isEqualTo(816);
  }

  @Test
  void of_threadClassAndEnum_stopsThere() {
    Object[] foreign = {Thread.currentThread(), String.class, Thread.State.NEW, null};
    assertThat(RetainedSize.of(foreign)).isEqualTo(RetainedSize.of(new Object[4]));
  }

  @Test
  void of_objectHeldTwice_countsOnce() {
    List<Object> twice = new ArrayList<>(2);
    twice.add(CONSTANT);
    long once = RetainedSize.of(twice);
    twice.add(CONSTANT);
    assertThat(RetainedSize.of(twice)).isEqualTo(once);
  }

  private record Pair(String name, Object value) {}
}
