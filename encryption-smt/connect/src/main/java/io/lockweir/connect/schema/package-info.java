/**
 * Connect schemas and values at the engine's border: the schema of an encrypted field and the way back, and the walk from
 * Connect values to the engine's plain Java values. Knows no rules and no records. Start at {@code EncryptedSchema}.
 */
@NullMarked
package io.lockweir.connect.schema;

import org.jspecify.annotations.NullMarked;
