package io.lockweir.connect;

import io.lockweir.encryption.keys.Shared;
import io.lockweir.registry.RegistryClient;

/** One user's share of a process's client of a registry. Closing it twice counts once. For many threads. */
public final class SharedRegistry implements AutoCloseable {
    private final Shared.Hold<RegistryConfig.Opened> hold;

    SharedRegistry(Shared.Hold<RegistryConfig.Opened> hold) {
        this.hold = hold;
    }

    /** Schemas, rules and data keys. The share closes it. */
    public RegistryClient client() {
        return hold.value().client();
    }

    @Override
    public void close() {
        hold.release();
    }
}
