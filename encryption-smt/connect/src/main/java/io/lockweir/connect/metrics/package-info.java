/**
 * What JMX shows and who hears of keys: Kafka's metrics, registered once per process and plugin folder. Must not know records or rules, and
 * never sees a value. Start at {@link io.lockweir.connect.metrics.PluginMetrics} and {@link io.lockweir.connect.metrics.KeyObservers}.
 */
@NullMarked
package io.lockweir.connect.metrics;

import org.jspecify.annotations.NullMarked;
