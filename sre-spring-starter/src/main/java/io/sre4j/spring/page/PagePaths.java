package io.sre4j.spring.page;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/**
 * How the page is found and finds its data, relative to its own address: so it may stand below any
 * base path, behind any proxy, and be renamed.
 *
 * @param files what the names of its files begin with
 * @param json where the JSON is; null if that is not exposed
 */
record PagePaths(String files, @Nullable String json) {

  static PagePaths of(@Nullable PathMappedEndpoints endpoints) {
    String page = endpoints == null ? null : endpoints.getRootPath(EndpointId.of(SrePage.ID));
    String data = endpoints == null ? null : endpoints.getRootPath(EndpointId.of("sre"));
    return of(page == null ? SrePage.ID : page, data);
  }

  static PagePaths of(String page, @Nullable String data) {
    String last = page.substring(page.lastIndexOf('/') + 1);
    long depth = page.chars().filter(letter -> letter == '/').count();
    return new PagePaths(last + "/", data == null ? null : "../".repeat((int) depth) + data);
  }
}
