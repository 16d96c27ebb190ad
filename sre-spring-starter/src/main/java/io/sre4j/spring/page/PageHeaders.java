package io.sre4j.spring.page;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the page is sent with, so that a browser runs nothing and asks nobody but this host. */
final class PageHeaders {
  /** Of files that have a name of their own for each content. */
  static final String FOR_GOOD = "private, max-age=31536000, immutable";

  /** Of what may be another tomorrow. */
  static final String ASK_AGAIN = "no-cache";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
          + " data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

  private PageHeaders() {}

  static Map<String, String> of(String caching) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cache-Control", caching);
    return headers;
  }
}
