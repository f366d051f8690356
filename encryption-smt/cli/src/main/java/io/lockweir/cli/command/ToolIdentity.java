package io.lockweir.cli.command;

import io.lockweir.encryption.audit.AuditLog;
import io.lockweir.encryption.audit.Principal;
import java.time.Clock;

/** Who does what the tool does, for records and audit. */
final class ToolIdentity {
    private ToolIdentity() {}

    static String who() {
        return "lockweir-keys, " + Principal.ofProcess();
    }

    static AuditLog audit() {
        return new AuditLog(Principal.ofProcess());
    }

    static Clock clock() {
        return Clock.systemUTC();
    }

    static String version() {
        String version = ToolIdentity.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
