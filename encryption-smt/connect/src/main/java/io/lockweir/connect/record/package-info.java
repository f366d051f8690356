/**
 * Walks one record and encrypts or decrypts its fields: a plan compiled once per schema, then run per record. Knows no
 * connector and no transform. Start at {@code RecordEncryptor} and {@code RecordDecryptor}.
 */
@NullMarked
package io.lockweir.connect.record;

import org.jspecify.annotations.NullMarked;
