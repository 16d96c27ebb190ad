/**
 * What is promised: SLIs, objectives, periods, budgeting methods and alert policies.
 *
 * <p>First stage of the flow: pure values, checked when they are made. Everything else receives
 * them and can rely on them.
 */
@NullMarked
package io.sre4j.slo;

import org.jspecify.annotations.NullMarked;
