/**
 * A test server of ours: schemas with metadata and rule sets, and the registry of key-encryption and data keys, over HTTP. Must know no
 * client. Start at {@link io.lockweir.registryserver.RegistryTestServer}; the calls: docs/confluent.md.
 */
@NullMarked
package io.lockweir.registryserver;

import org.jspecify.annotations.NullMarked;
