package io.lockweir.cli.command;

import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.value.JoinDomain;
import io.lockweir.encryption.value.Normaliser;
import io.lockweir.encryption.value.ValueType;

/** Join domains as arguments name them. */
final class Domains {
    private Domains() {}

    /**
     * A domain.
     *
     * @param argument which one named it
     * @throws UsageException naming the argument, if there can't be such a domain
     */
    static JoinDomain of(String argument, String name, ValueType type, Normaliser normaliser) {
        try {
            return new JoinDomain(name, type, normaliser);
        } catch (IllegalArgumentException e) {
            throw new UsageException(argument + ": " + e.getMessage(), e);
        }
    }
}
