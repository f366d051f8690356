/**
 * HTTP to a registry: addresses in turn, credentials, retries, failures that quote nothing. Must know no schema and no key. Start at
 * {@link io.lockweir.registry.http.RegistryHttp}.
 */
@NullMarked
package io.lockweir.registry.http;

import org.jspecify.annotations.NullMarked;
