/**
 * The bank's ledger of payments in Cassandra: its tables, what is written to them, and the comparison of Cassandra's rows with the
 * lake's. Knows a CQL session and a catalog, but no server. Start with {@link io.lockweir.demo.ledger.LedgerTable}.
 */
@NullMarked
package io.lockweir.demo.ledger;

import org.jspecify.annotations.NullMarked;
