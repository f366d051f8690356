/**
 * Holds every connector that stands in a document or in {@code docker/connectors} against the real plugins. Start at
 * {@link io.lockweir.reference.connector.ConnectorExamplesTest}.
 */
@NullMarked
package io.lockweir.reference.connector;

import org.jspecify.annotations.NullMarked;
