/**
 * The program {@code lockweir-tables}: design files from tables, and tables against design files, through the catalog client
 * and the configuration of the sink. Reads only. Start at {@code LockweirTables}.
 */
@NullMarked
package io.lockweir.sink.tool;

import org.jspecify.annotations.NullMarked;
