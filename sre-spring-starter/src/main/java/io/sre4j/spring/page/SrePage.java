package io.sre4j.spring.page;

import io.sre4j.spring.page.PageAssets.Asset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.Selector.Match;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/**
 * The page, at {@code /actuator/sreui} once {@code management.endpoints.web.exposure.include} names
 * {@code sreui}. It shows what the endpoint {@code sre} says, and nothing if that is not exposed.
 */
@WebEndpoint(id = SrePage.ID)
public final class SrePage {
  static final String ID = "sreui";
  private static final Log LOG = LogFactory.getLog(SrePage.class);

  private final PageAssets assets;
  private final PageSettings settings;
  private final Supplier<PagePaths> paths;
  private final HeaderSink headers;
  private final AtomicBoolean failed = new AtomicBoolean();

  SrePage(PageAssets assets, PageSettings settings, Supplier<PagePaths> paths, HeaderSink headers) {
    this.assets = assets;
    this.settings = settings;
    this.paths = paths;
    this.headers = headers;
  }

  /** The page; null, which is answered with status 404, if the jar does not have it. */
  @ReadOperation(produces = "text/html")
  public @Nullable WebEndpointResponse<Resource> index() {
    return guarded(true);
  }

  /** A file of the page; null, which is answered with status 404, if it has none of that name. */
  @ReadOperation(
      produces = {"text/html", "text/javascript", "text/css", "text/plain", "image/svg+xml"})
  public @Nullable WebEndpointResponse<Resource> file(
      @Selector(match = Match.ALL_REMAINING) String[] path) {
    String wanted = String.join("/", path);
    if (wanted.isEmpty() || wanted.equals("/")) {
      return guarded(false);
    }
    Asset asset = assets.find(wanted);
    if (asset == null) {
      return null;
    }
    boolean versioned = wanted.startsWith(assets.version() + "/");
    headers.accept(PageHeaders.of(versioned ? PageHeaders.FOR_GOOD : PageHeaders.ASK_AGAIN));
    return new WebEndpointResponse<>(asset.content(), asset.type());
  }

  /* Thrown, it would be in the server's log at each visit. */
  private @Nullable WebEndpointResponse<Resource> guarded(boolean isAbove) {
    try {
      PagePaths known = paths.get();
      return index(isAbove ? known.files() : "", known);
    } catch (RuntimeException e) {
      if (!failed.getAndSet(true)) {
        LOG.warn("The page /actuator/sreui could not be made; this is logged once", e);
      }
      return new WebEndpointResponse<>(WebEndpointResponse.STATUS_INTERNAL_SERVER_ERROR);
    }
  }

  private @Nullable WebEndpointResponse<Resource> index(String files, PagePaths known) {
    String template = assets.index();
    if (template == null) {
      return null;
    }
    headers.accept(PageHeaders.of(PageHeaders.ASK_AGAIN));
    String from = files + assets.version();
    String json = known.json() == null ? "" : (files.isEmpty() ? "../" : "") + known.json();
    String page =
        template
            .replace("{{files}}", escaped(from))
            .replace("{{json}}", escaped(json))
            .replace("{{application}}", escaped(settings.application()))
            .replace("{{trace}}", escaped(settings.traceUrl()));
    Resource content = new ByteArrayResource(page.getBytes(StandardCharsets.UTF_8));
    return new WebEndpointResponse<>(content, PageAssets.HTML);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
