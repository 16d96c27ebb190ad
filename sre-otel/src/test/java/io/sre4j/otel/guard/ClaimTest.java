package io.sre4j.otel.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClaimTest {

  @Test
  void take_whatIsTaken_isNotHeldUntilItIsGivenBack() {
    Claim agent = Claim.take("test", "the agent");
    Claim application = Claim.take("test", "the application");
    assertThat(agent.isHeld()).isTrue();
    assertThat(application.isHeld()).isFalse();
    application.close();
    assertThat(System.getProperty("sre4j.claim.test")).isEqualTo("the agent");
    try (Claim other = Claim.take("another test", "the application")) {
      assertThat(other.isHeld()).isTrue();
    }
    agent.close();
    try (Claim again = Claim.take("test", "the application")) {
      assertThat(again.isHeld()).isTrue();
    }
  }

  @Test
  void isStillHeld_afterSomebodyTookItOver_isFalse() {
    try (Claim agent = Claim.take("test", "the agent")) {
      assertThat(agent.isStillHeld()).isTrue();
      System.setProperty("sre4j.claim.test", "the application");
      assertThat(agent.isStillHeld()).isFalse();
    }
    assertThat(System.getProperty("sre4j.claim.test")).isEqualTo("the application");
    try (Claim late = Claim.take("test", "the application")) {
      assertThat(late.isStillHeld()).isFalse();
    }
    System.clearProperty("sre4j.claim.test");
  }
}
