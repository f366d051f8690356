package io.lockweir.sink.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is compared with what. */
final class ReconcileOptions {

    @Option(
            names = {"-c", "--config"},
            required = true,
            description = "The sink's configuration: JSON or properties, with references for its secrets.")
    Path config = Path.of("");

    @Option(names = "--table", required = true, description = "Table of the lake, such as bank.customers.")
    String table = "";

    @Option(
            names = "--database",
            description =
                    "Compare with a PostgreSQL database: properties file with url, user, password and further settings of"
                            + " the PostgreSQL driver, with references for its secrets.")
    @Nullable
    Path database;

    @Option(names = "--from", description = "Table of the database, such as public.customers.")
    String from = "";

    @Option(
            names = "--topic",
            split = ",",
            description = "Compare with topics, decrypted as the sink decrypts them; by their names in Kafka.")
    List<String> topics = new ArrayList<>();

    @Option(
            names = "--until",
            defaultValue = "progress",
            description =
                    "Of topics: up to the table's own progress, or up to their end when the run begins: progress, end"
                            + " (${DEFAULT-VALUE}).")
    String until = "progress";

    @Option(
            names = "--key",
            split = ",",
            description = "Columns that tell rows apart; else those of the sink or the table.")
    List<String> key = new ArrayList<>();

    @Option(names = "--columns", split = ",", description = "Columns to compare, beside the key; else all.")
    List<String> columns = new ArrayList<>();

    @Option(names = "--without", split = ",", description = "Columns not to compare.")
    List<String> without = new ArrayList<>();

    @Option(names = "--snapshot", description = "Snapshot of the table to compare; else the current one.")
    @Nullable
    Long snapshot;

    @Option(
            names = "--below",
            description =
                    "COLUMN<VALUE: compare only these rows, on both sides; for rows that only ever come with greater"
                            + " values. With --database.")
    String below = "";

    @Option(names = "--show", defaultValue = "100", description = "Keys that differ to tell (${DEFAULT-VALUE}).")
    int show;

    @Option(
            names = "--memory-rows",
            defaultValue = "500000",
            description = "Keys held in memory at a time (${DEFAULT-VALUE}); about 400 bytes each.")
    int memoryRows;

    @Option(names = "--json", description = "Tell it as JSON.")
    boolean json;

    @Option(names = "--no-progress", description = "Show no progress on standard error.")
    boolean quiet;
}
