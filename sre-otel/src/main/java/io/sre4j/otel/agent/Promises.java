package io.sre4j.otel.agent;

import io.sre4j.openslo.OpenSlo;
import io.sre4j.openslo.OpenSloDefinitions;
import io.sre4j.openslo.OpenSloException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Sli;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is promised, and which requests each SLI counts. Immutable.
 *
 * @param slis what is counted, always {@value #HTTP} among them
 * @param slos what is promised of it
 * @param routes of each SLI that counts the requests of some routes only
 */
record Promises(List<Sli.Events> slis, List<Slo> slos, Map<String, List<RoutePattern>> routes) {
  /** The SLI that counts every request. */
  static final String HTTP = "http";

  private static final int MAX_LOGGED = 20;

  /** Copies the collections. */
  Promises {
    slis = List.copyOf(slis);
    slos = List.copyOf(slos);
    routes = Map.copyOf(routes);
  }

  /**
   * Those of a file of OpenSLO that this process can decide. What is wrong with it is logged, and
   * nothing is promised then.
   *
   * @param file without one, 99.9 % of all requests are to be good
   */
  static Promises of(Optional<String> file) {
    return file.map(Promises::read).orElseGet(Promises::unsaid);
  }

  private static Promises unsaid() {
    Objective objective = Objective.availability(HTTP, Target.of("99.9%"));
    Slo slo = Slo.builder("http-availability").objective(objective).build();
    return new Promises(List.of(Sli.events(HTTP)), List.of(slo), Map.of());
  }

  private static Promises read(String file) {
    try {
      OpenSloDefinitions definitions = OpenSlo.read(OpenSlo.Mode.LENIENT, List.of(Path.of(file)));
      definitions.warnings().stream().limit(MAX_LOGGED).forEach(w -> log(Level.WARNING, w));
      return of(definitions);
    } catch (OpenSloException wrong) {
      wrong.errors().stream().limit(MAX_LOGGED).forEach(e -> log(Level.ERROR, e));
      log().log(Level.ERROR, "sre.slo.file has errors, so there are no SLOs");
    } catch (InvalidPathException wrong) {
      log().log(Level.ERROR, "sre.slo.file is no name of a file, so there are no SLOs");
    }
    return new Promises(List.of(Sli.events(HTTP)), List.of(), Map.of());
  }

  private static void log(Level level, OpenSlo.Message message) {
    log().log(level, message.toString());
  }

  private static Promises of(OpenSloDefinitions definitions) {
    List<Sli.Events> slis = new ArrayList<>(definitions.slis());
    if (slis.stream().noneMatch(sli -> sli.name().equals(HTTP))) {
      slis.add(Sli.events(HTTP));
    }
    Map<String, List<RoutePattern>> routes = new LinkedHashMap<>();
    definitions
        .routes()
        .forEach((sli, texts) -> routes.put(sli, texts.stream().map(RoutePattern::of).toList()));
    for (Sli.Events sli : slis) {
      if (!sli.name().equals(HTTP) && !routes.containsKey(sli.name())) {
        log()
            .log(
                Level.WARNING,
                "SLI {0} counts nothing: say which requests are its own with the annotation"
                    + " sre4j.io/routes: \"POST /checkout, /orders/**\"",
                sli.name());
      }
    }
    return new Promises(slis, definitions.slos(), routes);
  }

  /** Whether an SLI counts the requests of a route; of one without a template, all do. */
  boolean counts(String sli, String method, String template) {
    List<RoutePattern> own = routes.get(sli);
    if (own != null) {
      return own.stream().anyMatch(route -> route.matches(method, template));
    }
    return sli.equals(HTTP) && NOT_COUNTED.stream().noneMatch(r -> r.matches(method, template));
  }

  /* Asked for when there is something to say: in an agent the first logger of all decides which log
   * manager the application gets. */
  private static Logger log() {
    return System.getLogger(Promises.class.getName());
  }

  /** What Spring Boot serves for machines, and what its servers forward errors to. */
  private static final List<RoutePattern> NOT_COUNTED =
      List.of(RoutePattern.of("/actuator/**"), RoutePattern.of("/error"));
}
