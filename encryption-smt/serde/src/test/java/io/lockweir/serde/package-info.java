/** Tests of the serializers, without and with servers. */
@NullMarked
package io.lockweir.serde;

import org.jspecify.annotations.NullMarked;
