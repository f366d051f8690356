/**
 * From a consumed record to a row of one table: identify, route, decrypt by policy, flatten, validate, convert.
 * Pure per record: knows no catalog, no commit and no consumer. Start at {@link RecordProcessor}.
 */
@NullMarked
package io.lockweir.sink.record;

import org.jspecify.annotations.NullMarked;
