/**
 * Where an encrypted value stands in a record: the part of the record and the typed steps to the field, and their bytes inside the
 * associated data. Must not know values, keys or ciphers. Start at {@link io.lockweir.encryption.path.FieldPath}.
 */
@NullMarked
package io.lockweir.encryption.path;

import org.jspecify.annotations.NullMarked;
