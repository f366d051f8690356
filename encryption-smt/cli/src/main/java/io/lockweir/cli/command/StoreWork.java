package io.lockweir.cli.command;

import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.cli.output.Progress;
import io.lockweir.cli.output.Report;
import io.lockweir.cli.store.StoreStart;
import io.lockweir.encryption.keys.DekStore;
import java.time.Duration;

/** Opens the store of a configuration, read to its end. */
final class StoreWork {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private StoreWork() {}

    /** Something done with a store. */
    @FunctionalInterface
    interface Work<E extends Exception> {
        Report with(DekStore store) throws E;
    }

    static <E extends Exception> Report run(KeySection keys, Progress progress, Work<E> work) throws E {
        if (keys.isKeyset()) {
            throw new UsageException(
                    "key.source=keyset has neither data keys to keep nor KEKs: they are derived from the keyset. "
                            + "Set key.source=envelope, or see lockweir-keys rotate keyset.");
        }
        try (DekStore store = keys.openStore()) {
            try (progress) {
                StoreStart.await(store, LONGEST_START, progress);
            }
            return work.with(store);
        }
    }
}
