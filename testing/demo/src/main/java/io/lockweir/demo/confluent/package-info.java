/**
 * The demo with {@code --profile confluent}: a producer writes records with encrypted fields and encrypted payloads in Confluent's formats, the sink
 * decrypts them into the lake. Start at {@link io.lockweir.demo.confluent.WiresRun}.
 */
@NullMarked
package io.lockweir.demo.confluent;

import org.jspecify.annotations.NullMarked;
