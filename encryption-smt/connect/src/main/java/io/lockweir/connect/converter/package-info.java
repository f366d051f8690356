/**
 * The converter that encrypts whole keys and values around any other converter. Knows no fields and no schemas. Start at
 * {@code EncryptingConverter}.
 */
@NullMarked
package io.lockweir.connect.converter;

import org.jspecify.annotations.NullMarked;
