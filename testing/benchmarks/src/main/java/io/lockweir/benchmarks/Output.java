package io.lockweir.benchmarks;

import io.lockweir.benchmarks.report.DocumentTable;
import io.lockweir.benchmarks.report.Machine;
import io.lockweir.benchmarks.report.Report;
import io.lockweir.benchmarks.report.Result;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where results go: the same for every benchmark. */
final class Output {

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            defaultValue = "target/bench",
            description = "Where BENCHMARK.json is written. Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("target/bench");

    @Option(names = "--docs", description = "Also put the table into docs/benchmarks.md.")
    private boolean docs;

    @Option(names = "--commit", hidden = true, defaultValue = "unknown", description = "Given by bench.sh.")
    private String commit = "unknown";

    void publish(String benchmark, List<Result> results, PrintStream out) throws IOException {
        Report report = new Report(benchmark, commit, Machine.description(), results);
        DocumentTable table = new DocumentTable(report);
        out.println();
        out.println(table.markdown());
        out.println("Written to " + report.writeJson(folder));
        if (docs) {
            Path document = Path.of("docs", "benchmarks.md");
            table.replaceIn(document);
            out.println("Table put into " + document);
        }
    }
}
