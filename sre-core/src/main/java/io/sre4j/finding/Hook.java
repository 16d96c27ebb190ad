package io.sre4j.finding;

/** Where an adapter listens in on the process. A rule without its hook is not assessable. */
public enum Hook {
  /** Requests and messages that are served, with their tracing context, where SLIs count them. */
  OPERATIONS("nothing tells which served requests are traced"),
  /** Whatever keeps the spans of bad requests that sampling left out. */
  KEEPER("no spans of bad requests are kept beside the sampled ones");

  private final String missing;

  Hook(String missing) {
    this.missing = missing;
  }

  /** What it means that nothing listens there, in words. */
  public String missing() {
    return missing;
  }
}
