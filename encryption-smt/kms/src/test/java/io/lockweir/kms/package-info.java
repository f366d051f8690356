/** What every driver has to keep: start at {@link io.lockweir.kms.KmsContract}, which a driver's test extends. */
@NullMarked
package io.lockweir.kms;

import org.jspecify.annotations.NullMarked;
