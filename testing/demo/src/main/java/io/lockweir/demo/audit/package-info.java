/**
 * The database's own account of its changes, read from the table that the audit trigger fills. Knows JDBC and the bank. Start
 * with {@link io.lockweir.demo.audit.Audit}.
 */
@NullMarked
package io.lockweir.demo.audit;

import org.jspecify.annotations.NullMarked;
