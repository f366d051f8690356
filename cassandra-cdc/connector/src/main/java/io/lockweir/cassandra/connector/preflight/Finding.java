package io.lockweir.cassandra.connector.preflight;

/**
 * Something that stands in the way, put on the configuration key that is to change.
 *
 * @param key a configuration key
 * @param message what is wrong and what to do next; never a secret
 */
public record Finding(String key, String message) {

    @Override
    public String toString() {
        return key + ": " + message;
    }
}
