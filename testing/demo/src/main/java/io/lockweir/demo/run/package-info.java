/**
 * One run of the demo from its options to its exit code: load, kills, progress, proof. Start with
 * {@link io.lockweir.demo.run.Run}.
 */
@NullMarked
package io.lockweir.demo.run;

import org.jspecify.annotations.NullMarked;
