package io.sre4j.spring.change;

import io.sre4j.Maintenance;
import io.sre4j.SreEngine;
import io.sre4j.slo.AlertPolicy;
import io.sre4j.slo.DurationText;
import io.sre4j.slo.InvalidDefinitionException;
import io.sre4j.slo.Objective;
import io.sre4j.slo.Slo;
import io.sre4j.slo.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/**
 * What the endpoint changes while the application runs, until its next start. Every change is
 * logged. Thread-safe.
 */
public final class RunTimeChanges {
  private static final Log LOG = LogFactory.getLog(RunTimeChanges.class);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int MAX_TEXT = 200;
  private static final int MAX_SHOWN = 50;

  private final SreEngine engine;
  private final List<Maintenance> exclusions = new ArrayList<>();
  private final Deque<Map<String, @Nullable Object>> shown = new ArrayDeque<>();

  /** Has changed nothing yet. */
  public RunTimeChanges(SreEngine engine) {
    this.engine = engine;
  }

  /**
   * Puts another target or alert policy into an SLO; its counts stay.
   *
   * @param who asked for it, for the log
   * @throws InvalidEndpointRequestException if it cannot be; nothing has changed then
   */
  public synchronized Slo change(
      String name, @Nullable String target, @Nullable String alerting, String who) {
    if (target == null && alerting == null) {
      throw refused("nothing to change; give target or alerting");
    }
    return checked(() -> {
      Slo before = engine.status(name).slo();
      Slo after = target == null ? before : with(Target.of(target), before);
      if (alerting != null) {
        after = after.alerting(AlertPolicy.preset(alerting, after.window()));
      }
      engine.replace(after);
      tell("SLO " + name + " has " + described(after) + " instead of " + described(before), who);
      return after;
    });
  }

  /**
   * Excludes the events of one SLO, or of all, from now on.
   *
   * @param slo its name; null for all
   * @param duration from 1m to 24h
   * @throws InvalidEndpointRequestException if it cannot be
   */
  public synchronized Maintenance exclude(
      @Nullable String slo, String duration, @Nullable String reason, String who) {
    return checked(() -> {
      Duration length = DurationText.parse("exclude", duration);
      if (length.compareTo(SHORTEST) < 0 || length.compareTo(LONGEST) > 0) {
        throw new InvalidDefinitionException("exclude", duration, "lasts from 1m to 24h");
      }
      Instant now = engine.report().asOf();
      String why = reason == null ? "no reason given" : printable(reason);
      String[] slos = slo == null ? new String[0] : new String[] {slo};
      Maintenance begun = engine.exclude(why, now, now.plus(length), slos);
      exclusions.removeIf(earlier -> isOver(earlier, now));
      exclusions.add(begun);
      String what = slo == null ? "all SLOs" : "SLO " + slo;
      tell("events of " + what + " are excluded for " + duration.trim() + ": " + why, who);
      return begun;
    });
  }

  /** Ends what was excluded here and is not over; the number. */
  public synchronized int end(boolean revoke, String who) {
    Instant now = engine.report().asOf();
    exclusions.removeIf(exclusion -> isOver(exclusion, now));
    int ended = exclusions.size();
    exclusions.forEach(revoke ? Maintenance::revoke : Maintenance::end);
    exclusions.clear();
    String counted = revoke ? "; their events count after all" : "";
    tell(ended + " exclusions were ended" + counted, who);
    return ended;
  }

  /** The last changes, the newest first. */
  public synchronized List<Map<String, @Nullable Object>> all() {
    return List.copyOf(shown);
  }

  private static boolean isOver(Maintenance exclusion, Instant now) {
    return exclusion.to().filter(to -> !to.isAfter(now)).isPresent();
  }

  private static Slo with(Target target, Slo slo) {
    if (slo.isComposite()) {
      throw new InvalidDefinitionException(
          "target", target, slo.name() + " has several objectives; change its definition");
    }
    Objective before = slo.objectives().get(0);
    Slo.Builder changed =
        Slo.builder(slo.name())
            .objective(new Objective(before.sli(), before.threshold(), target, before.weight()))
            .window(slo.window())
            .budgeting(slo.budgeting())
            .alerting(slo.alerting())
            .description(slo.description());
    slo.owner().ifPresent(changed::owner);
    slo.runbook().ifPresent(changed::runbook);
    slo.labels().forEach(changed::label);
    return changed.build();
  }

  private static String described(Slo slo) {
    return slo.objectives() + " and alerting " + slo.alerting().name();
  }

  private void tell(String what, String who) {
    String text = what + ", by " + printable(who) + ", until the next start";
    LOG.warn("Changed at run time: " + text);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("at", engine.report().asOf().toString());
    json.put("what", text);
    shown.addFirst(json);
    if (shown.size() > MAX_SHOWN) {
      shown.removeLast();
    }
  }

  private static <T> T checked(Supplier<T> change) {
    try {
      return change.get();
    } catch (InvalidDefinitionException e) {
      throw refused(e.path() + " = " + e.value() + ": " + e.remedy());
    }
  }

  private static InvalidEndpointRequestException refused(String reason) {
    return new InvalidEndpointRequestException(reason, reason);
  }

  /** What came from outside, in one line of the log. */
  private static String printable(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    return plain.length() <= MAX_TEXT ? plain : plain.substring(0, MAX_TEXT) + "...";
  }
}
