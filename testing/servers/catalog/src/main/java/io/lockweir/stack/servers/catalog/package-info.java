/**
 * A test server: Iceberg's REST servlet behind a token check and a request log. Start at {@code CatalogServer}.
 *
 * <p>Knows nothing of the stack that starts it; the JSON of {@code /lockweir/requests} is all they share.
 */
@NullMarked
package io.lockweir.stack.servers.catalog;

import org.jspecify.annotations.NullMarked;
