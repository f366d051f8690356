package io.lockweir.cli.topic;

import java.time.Duration;

/** Nothing comes from the brokers although there is something left to read. */
final class BrokersSilent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BrokersSilent(String topic, Duration bound) {
        super("Nothing came from topic " + topic + " for " + bound.toSeconds()
                + " s, and not everything was read. Check the brokers of kafka.bootstrap.servers, raise "
                + KafkaConnection.BOUND
                + " if they are slow, and run the command again: a copy goes on where it stopped.");
    }
}
