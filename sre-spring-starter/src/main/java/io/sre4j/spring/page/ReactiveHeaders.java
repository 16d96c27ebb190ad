package io.sre4j.spring.page;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Sets the headers of every request to the page, also where the actuator has a port of its own. */
final class ReactiveHeaders implements WebFilter {
  private final ObjectProvider<PathMappedEndpoints> endpoints;
  private final PageAssets assets;

  ReactiveHeaders(ObjectProvider<PathMappedEndpoints> endpoints, PageAssets assets) {
    this.endpoints = endpoints;
    this.assets = assets;
  }

  @Override
  public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
    String page = page();
    String path = exchange.getRequest().getPath().pathWithinApplication().value();
    if (page != null && path.startsWith(page)) {
      boolean versioned = path.startsWith("/" + assets.version() + "/", page.length());
      String caching = versioned ? PageHeaders.FOR_GOOD : PageHeaders.ASK_AGAIN;
      exchange.getResponse().getHeaders().setAll(PageHeaders.of(caching));
    }
    return chain.filter(exchange);
  }

  private @Nullable String page() {
    PathMappedEndpoints known = endpoints.getIfAvailable();
    return known == null ? null : known.getPath(EndpointId.of(SrePage.ID));
  }
}
