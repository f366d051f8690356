package io.lockweir.connect.metrics;

import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.audit.Principal;
import io.lockweir.encryption.keys.KeyEvents;
import java.time.Clock;
import java.util.List;

/** Who hears of a key source's events in a worker: JMX and the audit log. */
public final class KeyObservers {
    private KeyObservers() {}

    /** For one key source, which closes it last. */
    public static KeyEvents open() {
        return new EventFan(List.of(
                new KeyMetrics(ProcessMetrics.ofProcess(), Clock.systemUTC()), new AuditLog(Principal.ofProcess())));
    }
}
