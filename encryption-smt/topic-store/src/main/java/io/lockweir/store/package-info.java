/**
 * Data keys and the keys of subjects in compacted Kafka topics. Must not know Connect, nor what is inside a wrap. Start at
 * {@code TopicDekStoreProvider} and {@code KafkaLog}; formats: docs/wire-format.md, sections 11 and 12.
 */
@NullMarked
package io.lockweir.store;

import org.jspecify.annotations.NullMarked;
