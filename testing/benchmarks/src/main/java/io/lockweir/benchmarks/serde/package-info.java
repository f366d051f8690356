/**
 * The serializers around an inner Avro serializer, against that one alone. Start at {@code SerdeRun}.
 */
@NullMarked
package io.lockweir.benchmarks.serde;

import org.jspecify.annotations.NullMarked;
