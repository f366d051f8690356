/**
 * The cost of the transforms on one thread: JMH benchmarks of both SMTs, of a transform that does nothing and of the bare
 * JCE cipher, and the run that alternates their forks.
 */
@NullMarked
package io.lockweir.benchmarks.smt;

import org.jspecify.annotations.NullMarked;
