/**
 * The source connector: reads one node's commit log from its files and makes Debezium-shaped records of it. Start at {@link
 * io.lockweir.cassandra.connector.CassandraCdcSourceTask}.
 */
@NullMarked
package io.lockweir.cassandra.connector;

import org.jspecify.annotations.NullMarked;
