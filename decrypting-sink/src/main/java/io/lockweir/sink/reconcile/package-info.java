/**
 * Whether a table holds what its source holds: both are read as they stood at one moment and become counts and sums of keyed
 * digests by ranges of keys; ranges that differ are narrowed to rows. Keeps no values beyond a row but the keys that may be
 * told. Start at {@code Reconciliation}.
 */
@NullMarked
package io.lockweir.sink.reconcile;

import org.jspecify.annotations.NullMarked;
