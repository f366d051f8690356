/**
 * Azure Key Vault by its documented REST API, with the JDK alone. Tested against the documented shapes, not against Azure. Start at
 * {@link io.lockweir.kms.azure.AzureKmsProvider}.
 */
@NullMarked
package io.lockweir.kms.azure;

import org.jspecify.annotations.NullMarked;
