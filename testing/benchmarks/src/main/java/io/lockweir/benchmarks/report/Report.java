package io.lockweir.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * All results of one benchmark, where and on which commit they were taken. The JSON keys are kept stable.
 *
 * @param commit abbreviated, with {@code -dirty} when the tree differs from it
 */
public record Report(String benchmark, String commit, String machine, List<Result> results) {

    public Report {
        results = List.copyOf(results);
    }

    public String toJson() {
        return results.stream()
                .map(Report::json)
                .collect(Collectors.joining(
                        ",\n",
                        "{\"benchmark\": %s,\n \"commit\": %s,\n \"machine\": %s,\n \"results\": [\n"
                                .formatted(quoted(benchmark), quoted(commit), quoted(machine)),
                        "\n ]}\n"));
    }

    /** Writes {@code NAME.json} into {@code folder}, and gives its path. */
    public Path writeJson(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.writeString(folder.resolve(benchmark + ".json"), toJson());
    }

    private static String json(Result result) {
        return "  {\"name\": %s, \"value\": %s, \"unit\": %s, \"baseline\": %s, \"ratio\": %s, \"spread\": %s, \"wanted\": %s, \"verdict\": %s}"
                .formatted(
                        quoted(result.name()),
                        number(result.value()),
                        quoted(result.unit()),
                        number(result.baseline()),
                        number(result.ratio()),
                        number(result.spread()),
                        quoted(result.bound().text()),
                        quoted(result.bound().verdict(result.value())));
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c < ' ' ? ' ' : (char) c);
        });
        return quoted.append('"').toString();
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("JSON has no " + value);
        }
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
