/**
 * The transit engine and the logins of HashiCorp Vault and OpenBao, as far as a driver calls them. Not Vault: a test server of ours.
 * Start at {@link io.lockweir.kmsserver.vault.VaultTestServer}.
 */
@NullMarked
package io.lockweir.kmsserver.vault;

import org.jspecify.annotations.NullMarked;
