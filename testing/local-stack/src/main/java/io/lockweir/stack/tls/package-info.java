/**
 * Certificates for the servers, made anew for each stack. Start at {@link io.lockweir.stack.tls.ServerCertificate}.
 */
@NullMarked
package io.lockweir.stack.tls;

import org.jspecify.annotations.NullMarked;
