package io.sre4j.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LanesTest {
  private static final long SEED = 99;

  private static AlertNotice notice(String slo, long number) {
    return Alerts.notice(Alerts.fires(slo, Alerts.START, ""), Alerts.START, number);
  }

  @Test
  void take_severalAlerts_takeTurnsAndKeepTheirOrder() {
    Lanes lanes = new Lanes(10);
    for (int i = 0; i < 6; i++) {
      lanes.add(notice(i < 3 ? "a" : "b", i));
    }
    List<Long> taken = new ArrayList<>();
    while (!lanes.isEmpty()) {
      taken.add(lanes.take().acceptedNanos());
      lanes.done();
    }
    assertThat(taken).containsExactly(0L, 3L, 1L, 4L, 2L, 5L);
    assertThat(lanes.size()).isZero();
  }

  @Test
  void putBack_isFirstOfItsAlertAfterAllOthers() {
    Lanes lanes = new Lanes(10);
    lanes.add(notice("a", 1));
    lanes.add(notice("a", 2));
    lanes.add(notice("b", 3));
    lanes.putBack(lanes.take());
    assertThat(lanes.size()).isEqualTo(3);
    assertThat(lanes.take().acceptedNanos()).isEqualTo(3);
    assertThat(lanes.take().acceptedNanos()).isEqualTo(1);
  }

  @Test
  void add_full_dropsWhatIsOvertakenOfItsOwnAlertThenOfOthersThenTheNew() {
    Lanes lanes = new Lanes(4);
    lanes.add(notice("a", 1));
    lanes.add(notice("a", 2));
    lanes.add(notice("b", 3));
    lanes.add(notice("c", 4));
    assertThat(lanes.add(notice("b", 5)).acceptedNanos()).isEqualTo(3);
    assertThat(lanes.add(notice("d", 6)).acceptedNanos()).isEqualTo(1);
    assertThat(lanes.add(notice("e", 7)).acceptedNanos()).isEqualTo(7);
    assertThat(lanes.size()).isEqualTo(4);
  }

  @Test
  void add_fullAndTheOnlyNoticeIsUnderWay_dropsTheNew() {
    Lanes lanes = new Lanes(1);
    lanes.add(notice("a", 1));
    AlertNotice underWay = lanes.take();
    assertThat(lanes.add(notice("a", 2)).acceptedNanos()).isEqualTo(2);
    lanes.putBack(underWay);
    assertThat(lanes.size()).isEqualTo(1);
  }

  @Test
  void randomUse_everyNoticeIsTakenOnceOrDroppedAndOrderWithinAnAlertIsKept() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    Lanes lanes = new Lanes(20);
    Map<String, Long> last = new HashMap<>();
    int dropped = 0;
    int taken = 0;
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(100) < 55) {
        dropped += lanes.add(notice("slo-" + random.nextInt(8), i)) == null ? 0 : 1;
        taken++;
      } else if (!lanes.isEmpty()) {
        AlertNotice notice = lanes.take();
        if (random.nextInt(3) == 0) {
          lanes.putBack(notice);
        } else {
          lanes.done();
          taken--;
          Long before = last.put(notice.key(), notice.acceptedNanos());
          assertThat(before == null || before < notice.acceptedNanos()).isTrue();
        }
      }
      assertThat(lanes.size()).isEqualTo(taken - dropped).isLessThanOrEqualTo(20);
    }
    assertThat(dropped).isPositive();
  }
}
