/**
 * Google Cloud KMS and Google's token endpoints in the shapes that their REST reference documents, as far as a driver calls them. Not
 * Google: never compared with the real service. Start at {@link io.lockweir.kmsserver.gcp.GcpTestServer}.
 */
@NullMarked
package io.lockweir.kmsserver.gcp;

import org.jspecify.annotations.NullMarked;
