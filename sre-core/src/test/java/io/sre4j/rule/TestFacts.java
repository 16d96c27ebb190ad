package io.sre4j.rule;

import io.sre4j.facts.Component;
import io.sre4j.facts.ExportFacts;
import io.sre4j.facts.Facts;
import io.sre4j.facts.Facts.HostFacts;
import io.sre4j.facts.ResourceFacts;
import io.sre4j.facts.RouteFacts;
import io.sre4j.facts.SetupFacts;
import io.sre4j.facts.SpanFacts;
import io.sre4j.facts.Tally;
import io.sre4j.facts.TraceCounts;
import io.sre4j.finding.Defect;
import io.sre4j.finding.Hook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Facts, made piece by piece; everything listens. */
public final class TestFacts {
  private final Set<Hook> hooks = EnumSet.allOf(Hook.class);
  private final List<RouteFacts> routes = new ArrayList<>();
  private final Map<Defect, List<Tally.Subject>> tallies = new EnumMap<>(Defect.class);
  private final List<ExportFacts> exports = new ArrayList<>();
  private final List<Component> components = new ArrayList<>();
  private SpanFacts spans = SpanFacts.NONE;
  private Optional<SetupFacts> setup = Optional.empty();
  private Optional<ResourceFacts> resource = Optional.empty();
  private boolean internalRoutes;

  public TestFacts without(Hook hook) {
    hooks.remove(hook);
    return this;
  }

  public TestFacts served(long requests) {
    TraceCounts counts = new TraceCounts(0, 0, 0, 0, requests);
    routes.add(new RouteFacts("GET /a", Set.of("http"), counts));
    return this;
  }

  public TestFacts tally(Defect defect, String subject, long inspected, long found) {
    tallies
        .computeIfAbsent(defect, key -> new ArrayList<>())
        .add(new Tally.Subject(subject, inspected, found, List.of()));
    return this;
  }

  public TestFacts internalRoutes() {
    internalRoutes = true;
    return this;
  }

  public TestFacts spans(SpanFacts spans) {
    this.spans = spans;
    return this;
  }

  public TestFacts export(ExportFacts export) {
    exports.add(export);
    return this;
  }

  public TestFacts components(Component... components) {
    this.components.addAll(Arrays.asList(components));
    return this;
  }

  public TestFacts setup(SetupFacts setup) {
    this.setup = Optional.of(setup);
    return this;
  }

  public TestFacts resource(Map<String, String> attributes, boolean isInKubernetes) {
    this.resource = Optional.of(new ResourceFacts(attributes, isInKubernetes));
    return this;
  }

  public Facts facts() {
    Map<Defect, Tally> made = new EnumMap<>(Defect.class);
    tallies.forEach((defect, subjects) -> made.put(defect, new Tally(subjects)));
    return new Facts(
        Duration.ofHours(1),
        0.99,
        hooks,
        routes,
        List.of(),
        made,
        internalRoutes,
        spans,
        exports,
        new HostFacts(setup, resource, components));
  }
}
