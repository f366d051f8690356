/**
 * Profile confluent on the bytes of whole keys and values: configuration, failures and numbers around the registry's record codec. Knows
 * no converter and no serializer. Start at {@code ConfluentRecords}.
 */
@NullMarked
package io.lockweir.connect.confluent;

import org.jspecify.annotations.NullMarked;
