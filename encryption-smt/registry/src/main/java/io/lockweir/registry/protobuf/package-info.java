/**
 * Encrypts and decrypts the fields of Protobuf messages that tags and rules mean. Start at
 * {@link io.lockweir.registry.protobuf.ProtobufFields}.
 */
@NullMarked
package io.lockweir.registry.protobuf;

import org.jspecify.annotations.NullMarked;
