package io.sre4j.spring.page;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Sets the headers of the running request: Spring MVC keeps it beside its thread. */
final class ServletHeaders implements HeaderSink {

  @Override
  public void accept(Map<String, String> headers) {
    if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
      HttpServletResponse response = request.getResponse();
      if (response != null) {
        headers.forEach(response::setHeader);
      }
    }
  }
}
