/**
 * The whole pipeline on the local stack, with and without encryption in turn, on servers that stay up for all rounds. Uses
 * the demo's bank. Start at {@link io.lockweir.benchmarks.pipeline.PipelineRounds}.
 */
@NullMarked
package io.lockweir.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
