/**
 * The transit engine of HashiCorp Vault and OpenBao over HTTP, with the JDK alone. Start at
 * {@link io.lockweir.kms.vault.VaultKmsProvider}.
 */
@NullMarked
package io.lockweir.kms.vault;

import org.jspecify.annotations.NullMarked;
