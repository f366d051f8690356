/**
 * The proof as pure functions: fingerprints of changes, their comparison as multisets, percentiles and the report. Knows no
 * server and no file but the report's. Start with {@link io.lockweir.demo.proof.Ledger}.
 */
@NullMarked
package io.lockweir.demo.proof;

import org.jspecify.annotations.NullMarked;
