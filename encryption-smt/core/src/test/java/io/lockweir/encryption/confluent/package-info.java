/** Tests of Confluent's formats, with their published vectors. */
@NullMarked
package io.lockweir.encryption.confluent;

import org.jspecify.annotations.NullMarked;
