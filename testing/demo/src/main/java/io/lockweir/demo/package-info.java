/**
 * The demo: real servers, a bank, and the proof that what its database committed is in the lake exactly once. Start with
 * {@link io.lockweir.demo.Demo}.
 */
@NullMarked
package io.lockweir.demo;

import org.jspecify.annotations.NullMarked;
