/**
 * The seeded mix of inserts, updates and deletes that several connections run against the bank. Knows JDBC and the bank, but
 * neither Kafka nor Iceberg. Start with {@link io.lockweir.demo.workload.Workload}.
 */
@NullMarked
package io.lockweir.demo.workload;

import org.jspecify.annotations.NullMarked;
