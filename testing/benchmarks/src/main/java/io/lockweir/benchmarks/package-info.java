/**
 * What {@code ./bench.sh} runs: measures, writes one JSON file per benchmark, and the tables of {@code docs/benchmarks.md}.
 * Start at {@link io.lockweir.benchmarks.Bench}.
 */
@NullMarked
package io.lockweir.benchmarks;

import org.jspecify.annotations.NullMarked;
