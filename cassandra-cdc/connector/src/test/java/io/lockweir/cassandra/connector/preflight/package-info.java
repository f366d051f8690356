/** Tests without a node. */
@NullMarked
package io.lockweir.cassandra.connector.preflight;

import org.jspecify.annotations.NullMarked;
