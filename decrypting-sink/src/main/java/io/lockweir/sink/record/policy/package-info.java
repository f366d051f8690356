/**
 * What a table does with which field: decrypt, keep, drop, and in which key scope. Configuration only; knows no records.
 * Start at {@link io.lockweir.sink.record.policy.PolicyConfig}.
 */
@NullMarked
package io.lockweir.sink.record.policy;

import org.jspecify.annotations.NullMarked;
