/**
 * Catalogs and tables: opening them once per connector and worker, and what is refused before the first record.
 * Knows nothing of slices or positions. Start at {@code SinkCatalog}.
 */
@NullMarked
package io.lockweir.sink.catalog;

import org.jspecify.annotations.NullMarked;
