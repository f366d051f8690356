package io.lockweir.kms;

import io.lockweir.kmsserver.Faults;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service that is a test server of ours: its settings can be changed before a client is opened, its faults are commanded alike. */
public abstract class ServerUnderTest implements ServiceUnderTest {
    private final Map<String, String> settings = new HashMap<>();
    private final Faults faults;

    /** A server whose address stands in some settings. */
    protected ServerUnderTest(Faults faults, URI address, String... addressSettings) {
        this.faults = faults;
        List.of(addressSettings).forEach(name -> settings.put(name, address.toString()));
    }

    /** Changes a setting, and returns this. */
    public final ServerUnderTest with(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** Takes settings away, and returns this. */
    public final ServerUnderTest without(String... names) {
        List.of(names).forEach(settings::remove);
        return this;
    }

    @Override
    public final Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    @Override
    public final void takeDown() {
        faults.unreachable();
    }

    @Override
    public final void bringUp() {
        faults.reachable();
    }

    @Override
    public final void throttleOnce() {
        faults.throttleNext(1);
    }
}
