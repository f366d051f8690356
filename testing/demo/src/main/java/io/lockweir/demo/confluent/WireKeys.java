package io.lockweir.demo.confluent;

import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.RegistrySettings;
import io.lockweir.registry.avro.ClearBranches;
import io.lockweir.registry.record.CodecListener;
import io.lockweir.registry.record.RecordCodec;
import io.lockweir.registry.record.RecordSettings;
import io.lockweir.registry.record.RecordSettings.Frame;
import io.lockweir.registry.record.SubjectNaming;
import io.lockweir.registry.rule.ConfiguredRules;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * The registry of data keys: a test server, in memory, behind Confluent's REST API. It lives some weeks in the past until {@link #weeksLater}, so that the keys of the first
 * records have come of age by then. Its users live now.
 */
final class WireKeys implements AutoCloseable {
    /** More than the days that the rules give a data key. */
    private static final Duration PAST = Duration.ofDays(40);

    private final Shifted clock = new Shifted();
    private final RegistryTestServer server = RegistryTestServer.start(clock);
    private final String secret;

    /** @param secret of the local key service, for tests only */
    WireKeys(String secret) {
        this.secret = secret;
    }

    URI address() {
        return server.address();
    }

    String secret() {
        return secret;
    }

    /** From here on new keys are of today. */
    void weeksLater() {
        clock.behind = Duration.ZERO;
    }

    /** A writer's registry client, without any key yet. Needs closing. */
    RegistryClient client(URI schemas) {
        return RegistryClient.open(
                RegistrySettings.of(
                        "registry.",
                        Map.of("url", schemas.toString(), "dek.url", address().toString())),
                Map.of("local-kms", Map.of("secret", secret)),
                KeyEvents.NONE);
    }

    /** A writer's codec over such a client. */
    static RecordCodec codec(RegistryClient client, Path rules) throws IOException {
        return new RecordCodec(
                client,
                new RecordSettings(
                        Frame.PREFIX,
                        SubjectNaming.TOPIC,
                        ClearBranches.REFUSE,
                        ConfiguredRules.of(Files.readString(rules))),
                CodecListener.NONE);
    }

    @Override
    public void close() {
        server.close();
    }

    private static final class Shifted extends Clock {
        private volatile Duration behind = PAST;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("The server asks for instants only");
        }

        @Override
        public Instant instant() {
            return Instant.now().minus(behind);
        }
    }
}
