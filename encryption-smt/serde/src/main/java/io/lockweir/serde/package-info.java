/**
 * Serializers and deserializers for applications, around any inner one: whole records or single fields. Configuration, inner classes and
 * failures are here; how a record of some kind is taken apart is in {@code form}. Start at {@code EncryptingSerializer}.
 */
@NullMarked
package io.lockweir.serde;

import org.jspecify.annotations.NullMarked;
