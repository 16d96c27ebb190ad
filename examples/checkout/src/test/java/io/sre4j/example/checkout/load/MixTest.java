package io.sre4j.example.checkout.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sre4j.example.checkout.load.Mix.Request;
import io.sre4j.example.checkout.shop.Shop;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MixTest {
  private static final long SEED = 7;

  @Test
  void next_sameSeed_sameRequests() {
    assertThat(requests(200)).isEqualTo(requests(200));
  }

  @Test
  void next_manyRequests_areMixedAsStated() {
    Map<Route, Long> counts =
        requests(10_000).stream()
            .collect(Collectors.groupingBy(Request::route, Collectors.counting()));

    assertThat(counts.get(Route.PRODUCTS)).isBetween(3_300L, 3_700L);
    assertThat(counts.get(Route.PRODUCT)).isBetween(2_300L, 2_700L);
    assertThat(counts.get(Route.RECOMMENDATIONS)).isBetween(850L, 1_150L);
    assertThat(counts.get(Route.CHECKOUT)).isBetween(2_800L, 3_200L);
  }

  @Test
  void next_products_oneInTenIsUnknown() {
    Map<String, Long> paths =
        requests(10_000).stream()
            .filter(request -> request.route() == Route.PRODUCT)
            .collect(Collectors.groupingBy(Request::path, Collectors.counting()));

    assertThat(paths).hasSize(Shop.PRODUCTS + 1);
    assertThat(paths.get("/products/21")).isBetween(180L, 320L);
  }

  private static List<Request> requests(int count) {
    Mix mix = new Mix(SEED);
    return Stream.generate(mix::next).limit(count).toList();
  }
}
