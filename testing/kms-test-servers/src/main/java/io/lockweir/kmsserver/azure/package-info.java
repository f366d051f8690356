/**
 * Azure Key Vault's keys and Entra's token endpoints in the shapes that their REST reference documents, as far as a driver calls them.
 * Not Azure: never compared with the real service. Start at {@link io.lockweir.kmsserver.azure.AzureTestServer}.
 */
@NullMarked
package io.lockweir.kmsserver.azure;

import org.jspecify.annotations.NullMarked;
