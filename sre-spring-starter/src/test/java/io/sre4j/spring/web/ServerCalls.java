package io.sre4j.spring.web;

import io.micrometer.observation.Observation;
import io.sre4j.dependency.RouteCalls;
import io.sre4j.sli.Outcome;

/** Requests without a server, for the tests of other packages. */
public final class ServerCalls {
  private ServerCalls() {}

  public static void begin(Observation.Context context) {
    context.put(ServerCall.class, new ServerCall(0, null));
  }

  public static void end(Observation.Context context, RouteCalls route, Outcome outcome) {
    ServerCall call = context.getRequired(ServerCall.class);
    call.settle();
    route.ended(outcome, call.calls());
  }
}
