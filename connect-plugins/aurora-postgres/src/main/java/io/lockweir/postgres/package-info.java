/**
 * Change data capture from Aurora PostgreSQL: a thin layer over Debezium's connector that sets safe defaults, refuses what it
 * does not understand and checks the server before it starts. Knows nothing of encryption or of the sink. Start at
 * {@link io.lockweir.postgres.AuroraPostgresConnector}.
 */
@NullMarked
package io.lockweir.postgres;

import org.jspecify.annotations.NullMarked;
