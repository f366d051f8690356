package io.lockweir.registry;

import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.registry.http.RegistryHttp;
import java.time.Clock;
import java.util.Map;

/** A registry and the key services beside it. One for a process and configuration: its caches are what spares calls. For many threads. */
public final class RegistryClient implements AutoCloseable {
    private final KekDrivers drivers;
    private final SchemaRegistry schemas;
    private final DataKeys keys;

    private RegistryClient(KekDrivers drivers, SchemaRegistry schemas, DataKeys keys) {
        this.drivers = drivers;
        this.schemas = schemas;
        this.keys = keys;
    }

    /**
     * A client. Does no call: a worker must start while the registry is down.
     *
     * @param settings of the registry
     * @param kms settings of key services, by the registry's type, such as {@code aws-kms}, then by name without prefix
     * @throws IllegalArgumentException naming the setting, if one is refused
     */
    public static RegistryClient open(
            RegistrySettings settings, Map<String, Map<String, String>> kms, KeyEvents events) {
        return open(settings, kms, events, Clock.systemUTC());
    }

    static RegistryClient open(
            RegistrySettings settings, Map<String, Map<String, String>> kms, KeyEvents events, Clock clock) {
        RegistryHttp http = settings.open(clock);
        RegistryHttp deks = settings.openDeks(http, clock);
        KekDrivers drivers =
                new KekServices(settings.key("kms."), events, System::getenv).open(kms, settings.allowedKeyIds());
        return new RegistryClient(
                drivers,
                new SchemaRegistry(http, settings.bounds(), clock),
                new DataKeys(
                        new Deks(new DekRegistry(deks), drivers, events, clock),
                        settings.bounds(),
                        settings.uses(),
                        clock));
    }

    /** Schemas with their rules. */
    public SchemaRegistry schemas() {
        return schemas;
    }

    /** Data keys. */
    public DataKeys keys() {
        return keys;
    }

    @Override
    public void close() {
        drivers.close();
    }

    /** Without settings. */
    @Override
    public String toString() {
        return "RegistryClient[" + drivers + "]";
    }
}
