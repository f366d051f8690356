package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.keys.Kek;
import io.lockweir.encryption.keys.Keks;
import java.util.List;

/** The KEKs that a command wraps with. */
final class Labels {
    private Labels() {}

    /** Those that are named, else those of the configuration's {@code kek}. */
    static List<Kek> targets(KeySection keys, Keks keks, List<String> named) {
        List<String> labels = named.isEmpty() ? keys.defaultLabels() : named;
        if (labels.isEmpty()) {
            throw new UsageException("No KEK is named to wrap with. Set `kek` in the configuration, or give --kek.");
        }
        try {
            return keks.named(labels);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }
}
