/** The shop and the service it depends on: all that a team would write. */
@NullMarked
package io.sre4j.example.checkout.shop;

import org.jspecify.annotations.NullMarked;
