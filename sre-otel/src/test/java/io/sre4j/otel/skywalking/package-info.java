/** What is exported, as another project's server understands it; runs in the profile skywalking. */
package io.sre4j.otel.skywalking;
