/** Tests against a real PostgreSQL 17. */
@NullMarked
package io.lockweir.postgres.it;

import org.jspecify.annotations.NullMarked;
