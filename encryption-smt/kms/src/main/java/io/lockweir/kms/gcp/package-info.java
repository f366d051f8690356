/**
 * Google Cloud KMS by its documented REST API, with the JDK alone. Tested against the documented shapes, not against Google. Start at
 * {@link io.lockweir.kms.gcp.GcpKmsProvider}.
 */
@NullMarked
package io.lockweir.kms.gcp;

import org.jspecify.annotations.NullMarked;
