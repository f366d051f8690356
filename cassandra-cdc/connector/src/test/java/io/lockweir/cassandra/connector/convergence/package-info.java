/**
 * Folds events and compares with the tables they came from. Start at {@link
 * io.lockweir.cassandra.connector.convergence.ConvergenceIT}.
 */
@NullMarked
package io.lockweir.cassandra.connector.convergence;

import org.jspecify.annotations.NullMarked;
