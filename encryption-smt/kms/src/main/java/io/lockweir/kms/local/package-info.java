/**
 * TEST ONLY: KEKs in a file of clear text. For demos and for tests without a key service. Start at
 * {@link io.lockweir.kms.local.LocalKmsProvider}.
 */
@NullMarked
package io.lockweir.kms.local;

import org.jspecify.annotations.NullMarked;
