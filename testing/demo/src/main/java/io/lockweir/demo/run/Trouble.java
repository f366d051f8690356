package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.BankStack;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.stack.ConnectOptions;
import io.lockweir.stack.ConnectVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is done to the servers under load.
 *
 * @param count how often
 */
public record Trouble(Kind kind, int count) {
    /** Which faults are chosen from. */
    public enum Kind {
        /** SIGKILL of the one Connect worker. */
        KILLS,
        /** Any {@link Fault}, on two workers of one cluster. */
        CHAOS
    }

    private static final String SESSION = "session.timeout.ms";
    /** What brokers allow at least. */
    private static final String SHORTEST = "6000";

    public static final Trouble NONE = kills(0);

    public Trouble {
        if (count < 0) {
            throw new IllegalArgumentException((kind == Kind.KILLS ? "--kill" : "--chaos") + " must not be negative");
        }
    }

    public static Trouble kills(int count) {
        return new Trouble(Kind.KILLS, count);
    }

    public static Trouble chaos(int count) {
        return new Trouble(Kind.CHAOS, count);
    }

    /** The Connect workers that this is done to; all of one cluster. */
    List<ConnectOptions> workers(Path work, ProjectFolder project) throws IOException {
        ConnectOptions only = BankStack.worker(work, project, ConnectVersion.V4_3);
        if (count == 0) {
            return List.of(only);
        }
        ConnectOptions first = only.withProperty(SESSION, SHORTEST);
        return kind == Kind.KILLS
                ? List.of(first)
                : List.of(
                        first,
                        BankStack.worker(work, project, ConnectVersion.V4_3, only.name() + "-2")
                                .withProperty(SESSION, SHORTEST)
                                .withProperty("group.id", only.groupId()));
    }

    /** The sink, whose partitions wait for the session of a killed consumer. */
    ConnectorFile prepared(ConnectorFile sink) {
        return count == 0 ? sink : sink.with(Map.of("consumer.override." + SESSION, SHORTEST));
    }
}
