/**
 * Encrypts and decrypts the fields of Avro records that a schema's tags and rules mean. Needs Avro, which no other package here does.
 * Start at {@link io.lockweir.registry.avro.AvroFields}.
 */
@NullMarked
package io.lockweir.registry.avro;

import org.jspecify.annotations.NullMarked;
