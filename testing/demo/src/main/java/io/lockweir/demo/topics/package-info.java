/**
 * The Kafka side, read as any consumer could: how many records are committed, and what one of them looks like. Knows the
 * registry's framing, but no key. Start with {@link io.lockweir.demo.topics.BankTopics}.
 */
@NullMarked
package io.lockweir.demo.topics;

import org.jspecify.annotations.NullMarked;
