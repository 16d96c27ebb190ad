package io.sre4j.spring.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.SreEngine;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.client.RestClient;

/** A test of an application that has the starter: one line, and no store. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = Shop.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
class QuietInTestsTest {
  private static final Pattern OURS = Pattern.compile("\\bio?\\.s(re4j)?\\.");

  @LocalServerPort private int port;
  @Autowired private SreEngine engine;

  @Test
  void springBootTest_ofAUser_isSilent(CapturedOutput output) {
    RestClient client = RestClient.create("http://localhost:" + port);
    for (int i = 0; i < 20; i++) {
      assertThat(client.get().uri("/orders/1").retrieve().body(String.class)).isEqualTo("order 1");
    }
    engine.tick();
    assertThat(engine.store()).isEmpty();
    List<String> ours =
        Stream.of(output.toString().split("\\R", -1))
            .filter(line -> OURS.matcher(line).find())
            .filter(line -> !line.contains("QuietInTestsTest"))
            .toList();
    assertThat(ours).singleElement().asString().contains("sre4j measures 2 SLOs");
  }
}
