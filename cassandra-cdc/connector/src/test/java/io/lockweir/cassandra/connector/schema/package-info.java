/** Tests without a node. */
@NullMarked
package io.lockweir.cassandra.connector.schema;

import org.jspecify.annotations.NullMarked;
