/**
 * Encrypts and decrypts the properties of JSON values that a JSON Schema's tags and rules mean. Start at
 * {@link io.lockweir.registry.json.JsonFields}.
 */
@NullMarked
package io.lockweir.registry.json;

import org.jspecify.annotations.NullMarked;
