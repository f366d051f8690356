package io.lockweir.sink.ledger;

import java.util.Map;

/**
 * Where to publish.
 *
 * @param kafka properties of a Kafka client, {@code bootstrap.servers} at least
 */
public record LedgerSettings(String topic, Map<String, String> kafka) {

    public LedgerSettings {
        kafka = Map.copyOf(kafka);
    }

    /** Without the properties: they hold credentials. */
    @Override
    public String toString() {
        return "LedgerSettings[" + topic + "]";
    }
}
