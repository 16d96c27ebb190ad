package io.sre4j.spring.operation.query;

import io.sre4j.spring.operation.Operations;
import io.sre4j.spring.web.RecordingFailures;
import net.ttddyy.observation.tracing.QueryContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that counts the queries of a database. */
@AutoConfiguration(afterName = "io.sre4j.spring.operation.SreOperationAutoConfiguration")
@ConditionalOnClass(QueryContext.class)
@ConditionalOnBean({Operations.class, RecordingFailures.class})
public final class SreQueryAutoConfiguration {

  SreQueryAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  QueryOperations sreQueryOperations(
      ObjectProvider<Operations> operations, RecordingFailures failures) {
    return new QueryOperations(operations::getObject, failures);
  }
}
