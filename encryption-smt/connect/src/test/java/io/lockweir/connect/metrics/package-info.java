/** Tests of the metrics. */
@NullMarked
package io.lockweir.connect.metrics;

import org.jspecify.annotations.NullMarked;
