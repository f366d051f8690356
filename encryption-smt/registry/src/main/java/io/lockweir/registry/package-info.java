/**
 * A client of a schema registry with rule sets and of its registry of data keys, over the documented REST API. Must know no record.
 * Start at {@link io.lockweir.registry.RegistryClient}; the calls: docs/confluent.md.
 */
@NullMarked
package io.lockweir.registry;

import org.jspecify.annotations.NullMarked;
