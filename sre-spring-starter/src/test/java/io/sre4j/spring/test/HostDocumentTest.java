package io.sre4j.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example in the document is the test that is run. */
class HostDocumentTest {

  @Test
  void example_inTheDocument_isTheOneThatIsRun() throws IOException {
    String document = Files.readString(Path.of("../docs/spring-host.md"));
    String source =
        Files.readString(Path.of("src/test/java/io/sre4j/spring/test/ExampleShopTest.java"));
    assertThat(document)
        .contains("```java\n" + source.substring(source.indexOf("@SpringBootTest(")) + "```");
  }
}
