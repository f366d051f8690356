/** The broker's main. Knows Kafka's own start-up classes only. */
@NullMarked
package io.lockweir.stack.servers.kafka;

import org.jspecify.annotations.NullMarked;
