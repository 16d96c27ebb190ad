package io.sre4j.openslo;

import io.sre4j.slo.Slo;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read. Immutable.
 *
 * @param slos the SLOs that this process can decide, in the order of the documents
 * @param fleet the SLOs that it cannot: generated rules decide them, over the whole fleet
 * @param objects everything that was read, of all seven kinds, as it was written
 * @param warnings what is legal but hardly meant
 */
public record OpenSloDefinitions(
    List<Slo> slos,
    List<FleetSlo> fleet,
    List<OpenSloObject> objects,
    List<OpenSloMessage> warnings) {

  /** Copies the lists. */
  public OpenSloDefinitions {
    slos = List.copyOf(slos);
    fleet = List.copyOf(fleet);
    objects = List.copyOf(objects);
    warnings = List.copyOf(warnings);
  }

  /**
   * An SLO that cannot be decided in one process.
   *
   * @param name its {@code metadata.name}
   * @param reasons why not, one sentence each
   * @param content the document, with the objects it refers to written in; unmodifiable maps,
   *     lists, strings, {@link java.math.BigDecimal}, booleans and nulls
   */
  public record FleetSlo(String name, List<String> reasons, Map<String, @Nullable Object> content) {
    /** Copies the reasons. */
    public FleetSlo {
      reasons = List.copyOf(reasons);
    }
  }

  /**
   * One object of a document.
   *
   * @param kind one of OpenSLO's seven
   * @param name its {@code metadata.name}
   * @param file the name the file was read under
   * @param line where it begins, counted from 1
   * @param content the object as it was written, of the same types as {@link FleetSlo#content()}
   */
  public record OpenSloObject(
      String kind, String name, String file, int line, Map<String, @Nullable Object> content) {}
}
