package io.sre4j.spring.operation.query;

import io.micrometer.observation.Observation;
import io.sre4j.spring.operation.OperationCounter;
import io.sre4j.spring.operation.OperationHandler;
import io.sre4j.spring.operation.OperationKind;
import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import java.util.function.Supplier;
import net.ttddyy.observation.tracing.QueryContext;
import org.jspecify.annotations.Nullable;

/** Counts queries by their data source; a batch is one. */
final class QueryOperations extends OperationHandler<QueryContext> {
  private static final String UNNAMED = "unnamed";

  QueryOperations(Supplier<Operations> connect, RecordingFailures failures) {
    super(connect, failures);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof QueryContext;
  }

  @Override
  protected @Nullable OperationCounter counter(QueryContext context, Operations known) {
    String name = context.getDataSourceName();
    return known.of(OperationKind.QUERY, name == null ? UNNAMED : name);
  }

  /** The text of a query may be of any number, and hold what a user wrote. */
  @Override
  protected @Nullable String route(QueryContext context) {
    return context.getDataSourceName();
  }
}
