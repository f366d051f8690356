package io.lockweir.demo.run;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.canary.Canary;
import io.lockweir.demo.canary.Leak;
import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.BankStack;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.pipeline.SparkOwner;
import io.lockweir.demo.proof.KeyProof;
import io.lockweir.demo.proof.LedgerProof;
import io.lockweir.demo.proof.Report;
import io.lockweir.demo.proof.SparkProof;
import io.lockweir.demo.workload.Mix;
import io.lockweir.demo.workload.Workload;
import io.lockweir.stack.CassandraVersion;
import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.StackException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** One run. */
public final class Run {
    private static final Duration START = Duration.ofSeconds(90);
    /** Enough to keep the source connector busy through its largest batches. */
    private static final long AHEAD = 8_000;

    private final RunOptions options;
    private final ProjectFolder project;
    private final Path work;
    private final ProgressLine line;
    private final ProofPage page;
    private String addresses = "";
    private volatile boolean ending;

    /** @param work a folder of this run alone */
    public Run(RunOptions options, ProjectFolder project, Path work, ProgressLine line, PrintStream out) {
        this.options = options;
        this.project = project;
        this.work = work;
        this.line = line;
        this.page = new ProofPage(out);
    }

    /** Starts everything, loads, proves; ends the servers unless they are to be kept. */
    public Report execute() throws Exception {
        line.say("Starting PostgreSQL, " + (both() ? "Cassandra, " : "")
                + "Kafka, Connect, schema registry, object store and Iceberg catalog ...");
        LocalStack.Builder servers =
                BankStack.in(work, CatalogOptions.DEFAULT, options.trouble().workers(work, project));
        LocalStack stack = (both() ? servers.withCassandra(CassandraVersion.V5_0) : servers).start();
        addresses = stack.environment().printable();
        // Also on Ctrl-C and SIGTERM; closing twice is harmless.
        Thread end = new Thread(() -> end(stack), "end-servers");
        Runtime.getRuntime().addShutdownHook(end);
        try (BankPipeline pipeline = new BankPipeline(Bank.DEMO, options.form(), stack, project)) {
            return execute(pipeline);
        } finally {
            if (options.afterwards() == RunOptions.Afterwards.END) {
                stack.close();
            }
        }
    }

    private boolean both() {
        return options.sources() == RunOptions.Sources.BOTH;
    }

    private void end(LocalStack stack) {
        ending = true;
        stack.close();
    }

    /** Whether the process is on its way out: what fails now, fails because its servers are gone. */
    public boolean ending() {
        return ending;
    }

    /** Where the servers listen, once they do. Secrets are left out. */
    public String addresses() {
        return addresses;
    }

    /** The run itself, on servers that are up. */
    public Report execute(BankPipeline pipeline) throws Exception {
        Canaries canaries = new Canaries(new SplittableRandom(options.seed() + 1));
        Faults faults = new Faults(pipeline, new FaultPlan(options.trouble(), options.seed(), options.sources()), line);
        try (RunKeys keys = keys(pipeline);
                Workload workload =
                        new Workload(pipeline.database()::connect, Mix.BANK, options.seed(), canaries, AHEAD)) {
            List<ConnectorFile> connectors = new ArrayList<>(open(pipeline, keys, workload));
            try (@Nullable LedgerSide side = both() ? ledger(pipeline, connectors) : null;
                    SparkOwner spark = new SparkOwner(pipeline)) {
                if (options.owner() == RunOptions.Owner.SPARK) {
                    line.say("Starting Spark ...");
                    pipeline.lake().hideBounds();
                    spark.start();
                }
                Optional<LedgerSide> ledger = Optional.ofNullable(side);
                ledger.ifPresent(LedgerSide::start);
                workload.start(options.rows() - options.openingRows());
                double seconds = new Watch(pipeline, workload, faults, keys, line, connectors, ledger, options.rows())
                        .untilComplete();
                Optional<SparkProof> read = options.owner() == RunOptions.Owner.SPARK
                        ? Optional.of(SparkSide.prove(spark, pipeline))
                        : Optional.empty();
                return prove(pipeline, keys, canaries, faults, ledger, read, seconds);
            }
        }
    }

    /** The ledger, made and captured; its connectors join those that are watched. */
    private LedgerSide ledger(BankPipeline pipeline, List<ConnectorFile> connectors) throws Exception {
        LedgerSide ledger = LedgerSide.create(pipeline, options);
        for (ConnectorFile connector : ledger.connectors(options.trouble())) {
            pipeline.put(connector);
            pipeline.stack().connect().awaitRunning(connector.name(), START);
            connectors.add(connector);
        }
        return ledger;
    }

    private RunKeys keys(BankPipeline pipeline) throws IOException {
        return switch (options.keys().source()) {
            case KEYSET -> new KeysetKeys(pipeline);
            case ENVELOPE ->
                new RotatedKeys(
                        pipeline,
                        project,
                        work.resolve("keys").resolve(pipeline.bank().name()),
                        options.keys(),
                        options.rows(),
                        line);
        };
    }

    private List<ConnectorFile> open(BankPipeline pipeline, RunKeys keys, Workload workload) throws Exception {
        pipeline.create();
        keys.create();
        workload.open(options.openingRows());
        List<ConnectorFile> connectors =
                List.of(keys.source(), options.trouble().prepared(keys.sink()));
        line.say("Creating the connectors ...");
        for (ConnectorFile connector : connectors) {
            pipeline.put(connector);
        }
        for (ConnectorFile connector : connectors) {
            pipeline.stack().connect().awaitRunning(connector.name(), START);
        }
        awaitOpening(pipeline);
        line.say("The pipeline runs; writing.");
        return connectors;
    }

    /** The first snapshot is through: from here on every change comes from the WAL. */
    private void awaitOpening(BankPipeline pipeline) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!pipeline.database().streams() || pipeline.topics().changes() < options.openingRows()) {
            if (System.nanoTime() > deadline) {
                throw new StackException(
                        "The source connector did not finish its first snapshot within " + START.toSeconds()
                                + " seconds; see " + pipeline.stack().connect().log());
            }
            Thread.sleep(200);
        }
    }

    private Report prove(
            BankPipeline pipeline,
            RunKeys keys,
            Canaries canaries,
            Faults faults,
            Optional<LedgerSide> ledger,
            Optional<SparkProof> spark,
            double seconds)
            throws Exception {
        line.say("Every change has arrived; comparing rows and searching for leaks ...");
        Evidence evidence = Evidence.gather(pipeline.database(), pipeline.lake());
        long kafkaRecords = pipeline.topics().changes();
        KeyProof keyProof = keys.prove();
        Optional<Specimen> specimen = Specimen.find(pipeline);
        List<Canary> searched = new ArrayList<>(canaries.all());
        List<Path> databases =
                new ArrayList<>(List.of(BankStack.folderOf(pipeline.stack().postgres())));
        List<Leak> bounds = new ArrayList<>(evidence.bounds());
        List<String> doubts = new ArrayList<>(evidence.doubts());
        LedgerProof ledgerProof = null;
        if (ledger.isPresent()) {
            ledgerProof = ledger.get().prove();
            searched.addAll(ledger.get().canaries());
            databases.add(BankStack.folderOf(pipeline.stack().cassandra()));
            bounds.addAll(ledger.get().bounds());
            doubts.addAll(ledgerProof.exact() ? List.of() : ledger.get().doubts());
        }
        if (options.afterwards() == RunOptions.Afterwards.END) {
            pipeline.stack().close();
        }
        Leaks leaks = Leaks.search(searched, pipeline.stack().work(), databases, BankStack.staging(work))
                .and(bounds);
        Report report = new Report(
                options.rows(),
                options.seed(),
                evidence.lake(),
                kafkaRecords,
                leaks.leaks().size(),
                faults.proof(),
                keyProof,
                spark.orElse(null),
                seconds,
                evidence.freshness().at(0.5),
                evidence.freshness().at(0.99),
                evidence.tables(),
                ledgerProof);
        if (options.report().isPresent()) {
            report.write(options.report().get());
        }
        page.show(report, doubts, leaks, specimen, searched.size());
        return report;
    }
}
