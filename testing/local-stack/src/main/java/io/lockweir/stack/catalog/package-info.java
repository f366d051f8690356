/** What a test asks of the catalog server besides Iceberg's own interface. Start at {@link io.lockweir.stack.catalog.CatalogAdmin}. */
@NullMarked
package io.lockweir.stack.catalog;

import org.jspecify.annotations.NullMarked;
