package io.lockweir.encryption.shred;

import java.time.Duration;
import java.util.Map;

/**
 * Opens one kind of {@link SubjectLog}; found by {@link java.util.ServiceLoader} in the plugin's own directory. Settings have the names that users
 * write behind {@code store.}, those of the store of data keys.
 */
public interface SubjectLogProvider {

    /** The value of {@code store}. */
    String name();

    /**
     * Finds or creates the log.
     *
     * @throws IllegalArgumentException naming the key with its prefix {@code store.}, never a value, or the log's setting that would lose keys
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if it can't be reached
     */
    SubjectLog open(Map<String, String> settings);

    /** How long reading the log from its beginning may take. */
    Duration startTimeout(Map<String, String> settings);

    /** How many subjects a process has heap for. */
    long maxSubjects(Map<String, String> settings);
}
