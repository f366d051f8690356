/** What a test asks of an identity provider as its administrator. Start at {@link io.lockweir.stack.identity.KeycloakAdmin}. */
@NullMarked
package io.lockweir.stack.identity;

import org.jspecify.annotations.NullMarked;
