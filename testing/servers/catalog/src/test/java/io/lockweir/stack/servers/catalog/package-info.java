/** Tests of what the catalog server adds to Iceberg's own. */
@NullMarked
package io.lockweir.stack.servers.catalog;

import org.jspecify.annotations.NullMarked;
