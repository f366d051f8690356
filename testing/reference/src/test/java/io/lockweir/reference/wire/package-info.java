/**
 * A second implementation of {@code docs/wire-format.md}, written from that page with the JDK alone: if it agrees with the
 * engine, the page says enough. Must not use the engine, except where a test compares the two.
 */
@NullMarked
package io.lockweir.reference.wire;

import org.jspecify.annotations.NullMarked;
