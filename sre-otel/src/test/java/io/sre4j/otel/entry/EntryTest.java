package io.sre4j.otel.entry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizer;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing comes out of an entry point but a line in the log. */
class EntryTest {
  private final Logger logger = Logger.getLogger("io.sre4j.otel");
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }

  /** Fails when it is made. */
  public static final class Unmakeable implements Consumer<String> {
    /** Fails. */
    public Unmakeable() {
      throw new NoClassDefFoundError("of a newer OpenTelemetry");
    }

    @Override
    public void accept(String given) {}
  }

  /** Fails when it is given something. */
  public static final class Failing implements Consumer<String> {
    /** Does not fail yet. */
    public Failing() {}

    @Override
    public void accept(String given) {
      throw new NoSuchMethodError("of a newer OpenTelemetry");
    }
  }

  @Test
  void accept_whatFails_isLogged() {
    Entry.accept(Unmakeable.class.getName(), "given");
    Entry.accept(Failing.class.getName(), "given");
    Entry.accept("io.sre4j.Nowhere", "given");
    assertThat(Entry.make(Runnable.class, Failing.class.getName())).isNull();
    assertThat(logged)
        .hasSize(4)
        .allSatisfy(entry -> assertThat(entry.getMessage()).startsWith("sre4j goes on without"));
  }

  @Test
  void customizer_ofAnSdkThatThrows_throwsNothing() {
    AutoConfigurationCustomizer broken =
        (AutoConfigurationCustomizer)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {AutoConfigurationCustomizer.class},
                (proxy, method, arguments) -> {
                  throw new AbstractMethodError(method.getName());
                });
    new SreCustomizer().customize(broken);
    new SreInstrumenters().customize(null);
    new AutoListener().afterAutoConfigure(null);
    assertThat(logged).isNotEmpty();
  }

  @Test
  void isTooOld_belowJava17_saysSoOnce() {
    for (String version : List.of("17", "21", "25", "100")) {
      assertThat(Entry.isTooOld(version)).as(version).isFalse();
    }
    for (String version : List.of("1.8", "8", "11", "16", "", "x", "17.1")) {
      assertThat(Entry.isTooOld(version)).as(version).isTrue();
    }
    assertThat(logged).hasSize(1);
    assertThat(logged.get(0).getMessage()).contains("needs Java");
  }
}
