/**
 * For the tests of an application that uses the starter: time that passes when told, and assertions
 * on SLOs and on tracing coverage. Needs spring-boot-starter-test.
 */
@NullMarked
package io.sre4j.spring.test;

import org.jspecify.annotations.NullMarked;
