/**
 * What is decided about one field before its first value: place, scope, schema, what to do when the schema is lost. Pure data.
 * Start at {@link io.lockweir.encryption.policy.EncryptSpec}.
 */
@NullMarked
package io.lockweir.encryption.policy;

import org.jspecify.annotations.NullMarked;
