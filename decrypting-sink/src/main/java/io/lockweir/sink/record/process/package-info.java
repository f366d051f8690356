/**
 * The order of work per record, table by table: flatten, decrypt by policy, convert, and what a failure of each means.
 * Start at {@link io.lockweir.sink.record.process.TableRecordProcessor}.
 */
@NullMarked
package io.lockweir.sink.record.process;

import org.jspecify.annotations.NullMarked;
