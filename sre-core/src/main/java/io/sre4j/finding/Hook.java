package io.sre4j.finding;

/** Where an adapter listens in on the process. A rule without its hook is not assessable. */
public enum Hook {
  /** Requests and messages that are served, with their tracing context, where SLIs count them. */
  OPERATIONS("nothing tells which served requests are traced"),
  /** Whatever keeps the spans of bad requests that sampling left out. */
  KEEPER("no spans of bad requests are kept beside the sampled ones"),
  /** Starts and ends of spans, on the threads of the host. */
  SPANS("no span processor listens"),
  /** Spans as they are exported, with attributes, status and times. */
  CONTENT("nothing looks at exported spans"),
  /** What becomes of batches of spans: taken, failed, late. */
  EXPORTS("nothing watches the exporters"),
  /** Contexts that come in and go out with calls. */
  PROPAGATION("nothing watches the propagators"),
  /** Verdicts of SLIs beside the spans of the same requests. */
  VERDICTS("nothing compares verdicts with spans"),
  /** Log records with the context that they were written in. */
  LOGS("nothing looks at log records"),
  /** Which SDKs and tracers there are. */
  SETUP("nothing tells which SDKs there are"),
  /** The resource that all telemetry carries. */
  RESOURCE("nothing tells the resource"),
  /** Executors, data sources, clients, listeners and schedulers of the service. */
  INVENTORY("nothing lists the components of the service");

  private final String missing;

  Hook(String missing) {
    this.missing = missing;
  }

  /** What it means that nothing listens there, in words. */
  public String missing() {
    return missing;
  }
}
