package io.sre4j.spring.client;

import io.micrometer.observation.Observation;
import io.sre4j.dependency.RequestCalls.Result;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/** What is called over HTTP, and how that ended. */
public final class HttpCalls {
  private HttpCalls() {}

  /** The host; with its port if only that tells services apart. */
  public static @Nullable String service(@Nullable URI uri) {
    if (uri == null) {
      return null;
    }
    String host = uri.getHost();
    if (host == null) {
      return withoutUser(uri.getAuthority());
    }
    return isAddress(host) && uri.getPort() >= 0 ? host + ":" + uri.getPort() : host;
  }

  /**
   * What is called of a service: the method and the template, without the service's own address.
   * Only the method if there is no template: a path as it is may be any.
   */
  public static String route(String method, @Nullable String template) {
    if (template == null) {
      return method;
    }
    int host = template.indexOf("://");
    int path = host < 0 ? 0 : template.indexOf('/', host + 3);
    int query = template.indexOf('?');
    int end = query < 0 ? template.length() : query;
    return path < 0 || path >= end ? method + " /" : method + " " + template.substring(path, end);
  }

  /** Of a host that no RFC knows, such as one with an underscore. */
  private static @Nullable String withoutUser(@Nullable String authority) {
    return authority == null ? null : authority.substring(authority.lastIndexOf('@') + 1);
  }

  private static boolean isAddress(String host) {
    boolean six = host.startsWith("[");
    return six || host.equals("localhost") || host.chars().allMatch(c -> c == '.' || isDigit(c));
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** A refusal (4xx) is an answer, even where the client turns it into an exception. */
  static Result result(Observation.Context context, @Nullable HttpStatusCode status) {
    if (status != null && status.isError()) {
      return status.is5xxServerError() ? Result.FAILED : Result.FINE;
    }
    return context.getError() == null ? Result.FINE : Result.FAILED;
  }
}
