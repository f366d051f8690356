/**
 * The running pipeline: the servers, the bank, the tables, a fresh keyset and the connectors of {@code docker/connectors}. The
 * demo and the pipeline tests share it. Start with {@link io.lockweir.demo.pipeline.BankPipeline}.
 */
@NullMarked
package io.lockweir.demo.pipeline;

import org.jspecify.annotations.NullMarked;
