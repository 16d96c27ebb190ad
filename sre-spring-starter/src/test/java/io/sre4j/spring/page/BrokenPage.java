package io.sre4j.spring.page;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.Resource;

/** A page whose jar is damaged: two of its files cannot be read. */
@Configuration(proxyBeanMethods = false)
public class BrokenPage {

  @Bean
  PageAssets srePageAssets() {
    return new PageAssets(new Damaged());
  }

  private static final class Damaged extends DefaultResourceLoader {
    @Override
    public Resource getResource(String location) {
      return location.endsWith("/index.html") || location.endsWith("/main.js")
          ? new Unreadable()
          : new ClassPathResource(location.substring(CLASSPATH_URL_PREFIX.length()));
    }
  }

  private static final class Unreadable extends AbstractResource {
    @Override
    public String getDescription() {
      return "a damaged file";
    }

    @Override
    public InputStream getInputStream() throws IOException {
      throw new IOException("broken on purpose");
    }
  }
}
