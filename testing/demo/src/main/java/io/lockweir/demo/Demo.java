package io.lockweir.demo;

import io.lockweir.demo.bank.LakeForm;
import io.lockweir.demo.confluent.WiresRun;
import io.lockweir.demo.pipeline.ProjectFolder;
import io.lockweir.demo.run.KeyPlan;
import io.lockweir.demo.run.ProgressLine;
import io.lockweir.demo.run.Run;
import io.lockweir.demo.run.RunFolder;
import io.lockweir.demo.run.RunOptions;
import io.lockweir.demo.run.RunOptions.Afterwards;
import io.lockweir.demo.run.RunOptions.Owner;
import io.lockweir.demo.run.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command behind {@code ./demo.sh}. */
@Command(
        name = "demo.sh",
        sortOptions = false,
        description =
                "Runs the whole pipeline on real servers: changes in PostgreSQL and Cassandra, ciphertext in Kafka, exact rows in Iceberg.",
        footer =
                "%nExit code: 0 if every change arrived exactly once and no plaintext leaked, 1 if not, 2 for wrong options."
                        + "%nThe report's fields are defined in docs/demo.md.")
public final class Demo implements Callable<Integer> {
    private static final List<String> OF_NATIVE = List.of(
            "--chaos",
            "--key-source",
            "--rotate",
            "--rewrap",
            "--source",
            "--mode",
            "--format-version",
            "--spark",
            "--keep");

    @Option(
            names = "--rows",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Changes to commit in the database, at least " + RunOptions.FEWEST_ROWS
                    + " (default: ${DEFAULT-VALUE}).")
    private long rows;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the workload, the canaries and the kills (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--kill",
            paramLabel = "K",
            defaultValue = "0",
            description = "Kill the Connect worker (SIGKILL) K times under load and start it again each time.")
    private int kills;

    @Option(
            names = "--chaos",
            paramLabel = "F",
            defaultValue = "0",
            description =
                    "F faults of any kind under load, with two Connect workers: kill or freeze a worker, kill or freeze"
                            + " the catalog, kill the object store or the broker, change the number of the sink's tasks.")
    private int chaos;

    @Option(
            names = "--key-source",
            paramLabel = "SOURCE",
            defaultValue = "keyset",
            description =
                    "keyset: a file; envelope: a KEK in a Vault test server, data keys in a topic (default: ${DEFAULT-VALUE}).")
    private KeyPlan.Source keySource = KeyPlan.Source.KEYSET;

    @Option(
            names = "--rotate",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --key-source envelope: change the data key N times or more under load.")
    private int rotations;

    @Option(
            names = "--rewrap",
            description = "With --key-source envelope: a new version of the KEK, and lockweir-keys rewrap, under load.")
    private boolean rewrap;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            defaultValue = "both",
            description =
                    "both: one CQL write to Cassandra beside five changes in PostgreSQL; postgres (default: ${DEFAULT-VALUE}).")
    private RunOptions.Sources sources = RunOptions.Sources.BOTH;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            defaultValue = "native",
            description =
                    "confluent: instead of all that, a producer writes records in Confluent's formats (CSFLE, CSPE), and the sink"
                            + " decrypts them; with --rows, --seed, --kill and --report only (default: ${DEFAULT-VALUE}).")
    private Profile profile = Profile.NATIVE;

    /** Whose formats. */
    private enum Profile {
        NATIVE,
        CONFLUENT
    }

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "append",
            description =
                    "append: every change is a row; upsert: a copy of the database's rows (default: ${DEFAULT-VALUE}).")
    private LakeForm.Mode mode = LakeForm.Mode.APPEND;

    @Option(
            names = "--format-version",
            paramLabel = "V",
            defaultValue = "2",
            description = "Of the Iceberg tables: 2 or 3 (default: ${DEFAULT-VALUE}).")
    private int formatVersion;

    @Option(
            names = "--spark",
            description =
                    "Spark compacts and expires the tables meanwhile, and reads them at the end (downloads 330 MB).")
    private boolean spark;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report as JSON.")
    private @Nullable Path report;

    @Option(names = "--keep", description = "Leave the servers running and print their addresses; Ctrl-C ends them.")
    private boolean keep;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--help", usageHelp = true, description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Override
    public Integer call() throws Exception {
        RunOptions options = options();
        ProjectFolder project = ProjectFolder.ofProperty();
        Path folder = RunFolder.create(project.root().resolve("target/demo"));
        ProgressLine line = new ProgressLine(System.err);
        if (profile == Profile.CONFLUENT) {
            WiresRun run = new WiresRun(options, project, folder, line, System.out);
            return exitCode(() -> run.execute().exact(), run::ending, folder);
        }
        Run run = new Run(options, project, folder, line, System.out);
        int code = exitCode(() -> run.execute().exact(), run::ending, folder);
        if (keep && !run.ending()) {
            System.out.println(run.addresses());
            System.out.println("The servers run until you press Ctrl-C.");
            new CountDownLatch(1).await();
        }
        return code;
    }

    /** @param ending whether the process is on its way out: what fails then, fails because its servers are gone */
    private static int exitCode(Callable<Boolean> exact, BooleanSupplier ending, Path folder) throws Exception {
        boolean proven;
        try {
            proven = exact.call();
        } catch (Exception e) {
            if (ending.getAsBoolean()) {
                System.err.println("Ended before the proof; the servers are gone.");
                return CommandLine.ExitCode.SOFTWARE;
            }
            throw e;
        }
        System.out.println("Data and logs of the servers: " + folder);
        return proven ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    private RunOptions options() {
        try {
            if (profile == Profile.CONFLUENT) {
                refuseWithConfluent();
            }
            return new RunOptions(
                    rows,
                    seed,
                    trouble(),
                    new KeyPlan(keySource, rotations, rewrap ? KeyPlan.AT_A_QUARTER : OptionalDouble.empty()),
                    new LakeForm(mode, formatVersion),
                    Optional.ofNullable(report).map(Demo::fromCaller),
                    spark ? Owner.SPARK : Owner.IDLE,
                    keep ? Afterwards.KEEP : Afterwards.END,
                    sources);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private void refuseWithConfluent() {
        CommandLine.ParseResult given =
                Objects.requireNonNull(spec).commandLine().getParseResult();
        for (String option : OF_NATIVE) {
            if (given.hasMatchedOption(option)) {
                throw new IllegalArgumentException(option + " is not for --profile confluent");
            }
        }
    }

    private Trouble trouble() {
        if (kills > 0 && chaos > 0) {
            throw new IllegalArgumentException("--kill and --chaos exclude each other: chaos kills, too");
        }
        return chaos != 0 ? Trouble.chaos(chaos) : Trouble.kills(kills);
    }

    /** Relative to where the user called demo.sh, which changes to the project's folder. */
    private static Path fromCaller(Path path) {
        return Path.of(System.getProperty("lockweir.caller", "")).resolve(path);
    }

    static CommandLine command() {
        return new CommandLine(new Demo())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((e, command, result) -> {
                    e.printStackTrace();
                    return CommandLine.ExitCode.SOFTWARE;
                });
    }

    public static void main(String[] arguments) {
        System.exit(command().execute(arguments));
    }
}
