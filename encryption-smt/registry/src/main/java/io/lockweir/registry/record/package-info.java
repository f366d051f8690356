/**
 * Records as they stand in a topic: framed bytes in, framed bytes out, fields and payloads encrypted or decrypted as the rules of their
 * schema say. Knows no Kafka. Start at {@link io.lockweir.registry.record.RecordCodec}.
 */
@NullMarked
package io.lockweir.registry.record;

import org.jspecify.annotations.NullMarked;
