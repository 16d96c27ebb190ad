package io.sre4j.timeline;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Seeded traffic: how many good and bad events a second brings. */
enum EventStream {
  STEADY {
    @Override
    int events(long second, RandomGenerator random) {
      return 5;
    }
  },
  DIURNAL {
    @Override
    int events(long second, RandomGenerator random) {
      double day = Math.sin(2 * Math.PI * second / 86_400);
      return (int) (random.nextDouble() + 4 * (1 + day));
    }
  },
  BURSTY {
    @Override
    int events(long second, RandomGenerator random) {
      return random.nextInt(300) == 0 ? random.nextInt(5_000) : 0;
    }
  },
  IDLE_FOR_HOURS {
    @Override
    int events(long second, RandomGenerator random) {
      return second / 25_000 % 2 == 0 ? random.nextInt(4) : 0;
    }
  },
  TORRENT {
    @Override
    int events(long second, RandomGenerator random) {
      return second % 5_000 < 50 ? random.nextInt(2_000_000_000) : random.nextInt(40_000);
    }
  },
  SPARSE {
    @Override
    int events(long second, RandomGenerator random) {
      return random.nextInt(2_000) == 0 ? 1 : 0;
    }
  };

  abstract int events(long second, RandomGenerator random);

  /** Bad events among them: mostly few, all of them in outages. */
  int bad(long second, int events, RandomGenerator random) {
    if (second / 3_000 % 17 == 3) {
      return events;
    }
    int bad = 0;
    for (int i = 0; i < Math.min(events, 50); i++) {
      bad += random.nextInt(20) == 0 ? 1 : 0;
    }
    return bad;
  }

  static RandomGenerator random(long seed) {
    return new SplittableRandom(seed);
  }
}
