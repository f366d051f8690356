package io.lockweir.demo.confluent;

import io.lockweir.demo.bank.ColumnKind;
import io.lockweir.demo.canary.Canary;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.lake.ColumnBounds;
import io.lockweir.demo.pipeline.BankStack;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.proof.Ledger;
import io.lockweir.demo.proof.TableProof;
import io.lockweir.demo.run.Leaks;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.demo.topics.BankTopics;
import io.lockweir.registry.RegistryClient;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** One run with {@code --profile confluent}. */
public final class WiresRun {
    private static final int PARTITIONS = 3;
    private static final long CHUNK = 500;
    /** So many rows may be on their way to the lake. */
    private static final long AHEAD = 4_000;

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STALLED = Duration.ofSeconds(150);
    /** After the last row: time for a row too many to show itself. */
    private static final Duration SETTLE = Duration.ofSeconds(4);

    private static final String KEK_OF_FIELDS = "wires-personal";
    private static final int LEAKS_SHOWN = 20;

    private final RunOptions options;
    private final ProjectFolder project;
    private final Path work;
    private final ProgressLine line;
    private final PrintStream out;
    private final Map<WireTable, Ledger> ledgers = new EnumMap<>(WireTable.class);
    private final WireRecords records;
    private volatile boolean ending;
    private int kills;

    /** @param work a folder of this run alone */
    public WiresRun(RunOptions options, ProjectFolder project, Path work, ProgressLine line, PrintStream out) {
        this.options = options;
        this.project = project;
        this.work = work;
        this.line = line;
        this.out = out;
        this.records = new WireRecords(options.seed());
        for (WireTable table : WireTable.values()) {
            ledgers.put(table, new Ledger());
        }
    }

    /** Whether the process is on its way out: what fails now, fails because its servers are gone. */
    public boolean ending() {
        return ending;
    }

    /** Starts everything, writes, proves, ends the servers. */
    public WiresProof execute() throws Exception {
        line.say(
                "Starting Kafka, Connect, schema registry, registry of data keys, object store and Iceberg catalog ...");
        Canary secret = new Canary(
                "the local key service's secret",
                ColumnKind.TEXT,
                "k" + Long.toUnsignedString(options.seed() * 0x9E37_79B9_7F4A_7C15L, Character.MAX_RADIX) + "Secret");
        try (WireKeys keys = new WireKeys(secret.token());
                LocalStack stack = WireStack.start(work, project, keys, options.trouble())) {
            Thread end = new Thread(
                    () -> {
                        ending = true;
                        stack.close();
                    },
                    "end-servers");
            Runtime.getRuntime().addShutdownHook(end);
            try (WireLake lake = new WireLake(WireStack.catalog(stack))) {
                double seconds = run(stack, keys, lake);
                WiresProof proof = prove(stack, keys, lake, secret, seconds);
                return proof;
            }
        }
    }

    private double run(LocalStack stack, WireKeys keys, WireLake lake) throws Exception {
        URI schemas = stack.registry().ccompatUrl();
        Map<WireTable, Integer> ids = new EnumMap<>(WireTable.class);
        WireRegistry registry = new WireRegistry();
        List<String> topics = new ArrayList<>();
        for (WireTable table : WireTable.values()) {
            ids.put(table, registry.register(schemas, table));
            topics.add(table.topic());
        }
        try (BankTopics made = new BankTopics(topics, stack.kafka().bootstrapServers())) {
            made.create(PARTITIONS);
        }
        lake.createTables();
        ConnectorFile sink = WireStack.sink(project);
        stack.connect().putConnector(sink.name(), sink.config());
        stack.connect().awaitRunning(sink.name(), START);
        line.say("The sink runs; writing.");
        long start = System.nanoTime();
        try (WireWriter writer = new WireWriter(stack.kafka().bootstrapServers(), ids, ledgers, records)) {
            write(stack, keys, lake, writer, 0, options.rows() / 2);
            keys.weeksLater();
            write(stack, keys, lake, writer, options.rows() / 2, options.rows());
        }
        awaitRows(stack, lake, options.rows());
        double seconds = (System.nanoTime() - start) / 1e9;
        Thread.sleep(SETTLE.toMillis());
        line.end();
        return seconds;
    }

    /** By a writer that begins without keys, as after a restart. */
    private void write(LocalStack stack, WireKeys keys, WireLake lake, WireWriter writer, long from, long to)
            throws IOException, ExecutionException, InterruptedException {
        try (RegistryClient client = keys.client(stack.registry().ccompatUrl())) {
            var codec = WireKeys.codec(client, WireStack.rules(project));
            for (long at = from; at < to; ) {
                at = Math.min(to, at + CHUNK);
                writer.writeUpTo(at, codec);
                kill(stack, at);
                awaitRows(stack, lake, at - AHEAD);
            }
        }
    }

    /** Spread evenly over the records. */
    private void kill(LocalStack stack, long written) {
        int planned = options.trouble().count();
        if (kills < planned && written >= (kills + 1) * options.rows() / (planned + 1)) {
            kills++;
            line.say("Killing the worker, %d of %d.".formatted(kills, planned));
            stack.connect().kill();
            stack.connect().restart();
        }
    }

    private void awaitRows(LocalStack stack, WireLake lake, long wanted) throws InterruptedException {
        long before = -1;
        long moved = System.nanoTime();
        while (true) {
            long rows = lake.rows();
            line.show("%,d of %,d rows in Iceberg".formatted(rows, options.rows()));
            if (rows >= wanted) {
                return;
            }
            if (rows != before) {
                before = rows;
                moved = System.nanoTime();
            } else if (System.nanoTime() - moved > STALLED.toNanos()) {
                throw new StackException("Nothing moves any more at %,d rows; see %s"
                        .formatted(rows, stack.connect().log()));
            }
            Thread.sleep(500);
        }
    }

    private WiresProof prove(LocalStack stack, WireKeys keys, WireLake lake, Canary secret, double seconds)
            throws IOException, InterruptedException {
        line.say("Every record has arrived; comparing rows and searching for leaks ...");
        Map<String, TableProof> tables = new TreeMap<>();
        List<Leak> bounds = new ArrayList<>();
        for (WireTable table : WireTable.values()) {
            Ledger ledger = Objects.requireNonNull(ledgers.get(table));
            lake.forEach(table, row -> ledger.found(WireContent.found(table, row)));
            tables.put(table.tableName(), ledger.proof());
            bounds.addAll(ColumnBounds.leaks(table.secrets().keySet(), lake.table(table)));
        }
        int versions = new WireRegistry().versions(keys.address(), KEK_OF_FIELDS, WireTable.TRANSFERS);
        stack.close();
        List<Canary> searched = new ArrayList<>(records.canaries());
        searched.add(secret);
        Leaks leaks = Leaks.search(searched, stack.work(), List.of(), BankStack.staging(work));
        bounds.addAll(leaks.leaks());
        WiresProof proof = new WiresProof(
                options.rows(), options.seed(), tables, versions, kills, bounds.size(), searched.size(), seconds);
        if (options.report().isPresent()) {
            proof.write(options.report().get());
        }
        show(proof, leaks.scannedBytes(), bounds);
        return proof;
    }

    private void show(WiresProof proof, long scannedBytes, List<Leak> leaks) {
        out.printf("%n  %-20s %10s %10s %10s %10s%n", "table", "written", "iceberg", "missing", "duplicates");
        proof.tables()
                .forEach((name, table) -> out.printf(
                        "  %-20s %,10d %,10d %,10d %,10d%n",
                        name, table.captured(), table.icebergRows(), table.missing(), table.duplicates()));
        out.printf(
                "%n  %-20s %s%n",
                "transfers", "fields encrypted (CSFLE): AES256_GCM by versions of a data key, AES256_SIV");
        out.printf("  %-20s %s%n", "statements", "payloads encrypted (CSPE): AES128_GCM");
        out.printf("  %-20s %d versions%n", "Data key of fields", proof.dataKeys());
        out.printf(
                "  %-20s %,.0f records/s over %.1f s%n", "Throughput", proof.rows() / proof.seconds(), proof.seconds());
        out.printf("  %-20s %d kills of the worker%n", "Faults", proof.kills());
        out.printf(
                "  %-20s %d (%d canaries searched in %,d MB)%n%n",
                "Plaintext leaks", proof.leaks(), proof.canaries(), scannedBytes >> 20);
        leaks.stream().limit(LEAKS_SHOWN).forEach(leak -> out.println("  ! " + leak));
        out.println(
                proof.exact()
                        ? "EXACT: every record in Confluent's formats is in Iceberg once, decrypted."
                        : "NOT EXACT: see the counts above.");
    }
}
