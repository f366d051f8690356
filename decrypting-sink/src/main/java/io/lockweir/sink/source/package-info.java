/**
 * What a sink task has to ask Kafka itself, since Connect does not tell it: where a log begins and ends, and whether the
 * topic is still the same. Knows nothing of tables. Start at {@code SourceLog}.
 */
@NullMarked
package io.lockweir.sink.source;

import org.jspecify.annotations.NullMarked;
