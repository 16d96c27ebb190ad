package io.sre4j.spring.test;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.spring.SreEngineCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Puts a test in charge of time: the engine starts no ticker, and reads the {@link SreClock}.
 *
 * <pre>{@code
 * @SpringBootTest
 * @Import(SreTestConfiguration.class)
 * class CheckoutTest {
 *   @Autowired SreClock clock;
 *   @Autowired SreEngine engine;
 * }</pre>
 */
@TestConfiguration(proxyBeanMethods = false)
public class SreTestConfiguration {

  @Bean
  SreClock sreClock(ObjectProvider<SreEngine> engine, ObjectProvider<Coverage> coverage) {
    return new SreClock(engine, coverage);
  }

  @Bean
  SreEngineCustomizer sreManualTicks() {
    return SreEngine.Builder::manualTicks;
  }
}
