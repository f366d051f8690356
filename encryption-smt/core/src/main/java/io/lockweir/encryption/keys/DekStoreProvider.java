package io.lockweir.encryption.keys;

import java.util.Map;

/**
 * Makes one kind of {@link DekStore}; found by {@link java.util.ServiceLoader} in the plugin's own directory. Settings have the names
 * that users write behind {@code store.}: {@code topic}, {@code file}, {@code kafka.bootstrap.servers}.
 */
public interface DekStoreProvider {

    /** The value of {@code store}: topic, file. */
    String name();

    /**
     * Checks settings without doing any I/O.
     *
     * @throws IllegalArgumentException naming the key with its prefix {@code store.}, never a value, if one is unknown, missing or wrong
     */
    void check(Map<String, String> settings);

    /**
     * Opens a store and begins to read it; does not wait until all is read.
     *
     * @throws IllegalArgumentException as {@link #check} does
     */
    DekStore open(Map<String, String> settings);

    /**
     * As {@link #open(Map)}, and tells of records that count for nothing.
     *
     * @param events not closed
     */
    default DekStore open(Map<String, String> settings, KeyEvents events) {
        return open(settings);
    }
}
