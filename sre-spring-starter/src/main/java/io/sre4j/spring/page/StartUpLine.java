package io.sre4j.spring.page;

import io.sre4j.SreEngine;
import io.sre4j.coverage.Coverage;
import io.sre4j.coverage.CoverageSettings;
import io.sre4j.spring.actuate.SreEndpoint;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;

/** Logs once what is promised, whether tracing is judged, and where to see it. */
final class StartUpLine implements ApplicationListener<ApplicationReadyEvent> {
  private static final Log LOG = LogFactory.getLog(SreEndpoint.class);
  private static final String EXPOSURE = "management.endpoints.web.exposure.include";

  private static final int SHOWN = 10;

  private final SreEngine engine;
  private final ObjectProvider<SreEndpoint> endpoint;
  private final ObjectProvider<SrePage> page;
  private final ObjectProvider<Coverage> coverage;
  private final ObjectProvider<CoverageSettings> settings;
  private final Environment environment;

  StartUpLine(
      SreEngine engine,
      ObjectProvider<SreEndpoint> endpoint,
      ObjectProvider<SrePage> page,
      ObjectProvider<Coverage> coverage,
      ObjectProvider<CoverageSettings> settings,
      Environment environment) {
    this.engine = engine;
    this.endpoint = endpoint;
    this.page = page;
    this.coverage = coverage;
    this.settings = settings;
    this.environment = environment;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    List<String> slos = engine.report().slos().stream().map(slo -> slo.slo().name()).toList();
    String names = slos.size() <= SHOWN ? slos.toString() : slos.subList(0, SHOWN) + " and others";
    LOG.info("sre4j measures " + slos.size() + " SLOs " + names + tracing() + "; " + where());
  }

  private String where() {
    String base = environment.getProperty("management.endpoints.web.base-path", "/actuator");
    String json = (base.endsWith("/") ? base : base + "/") + "sre";
    boolean hasJson = endpoint.getIfAvailable() != null;
    if (page.getIfAvailable() == null) {
      return hasJson
          ? "see " + json + "; for a page at " + json + "ui add sreui to " + EXPOSURE
          : "to see them at " + json + "ui, set " + EXPOSURE + "=health,sre,sreui";
    }
    return hasJson
        ? "see " + json + "ui, or " + json + " as JSON"
        : "the page at " + json + "ui has nothing to show until " + EXPOSURE + " names sre, too";
  }

  private String tracing() {
    CoverageSettings judging = settings.getIfUnique();
    if (coverage.getIfAvailable() == null || judging == null) {
      return "";
    }
    return ", and tracing coverage, judged from "
        + judging.warmUp().toSeconds()
        + " s after the first request on";
  }
}
