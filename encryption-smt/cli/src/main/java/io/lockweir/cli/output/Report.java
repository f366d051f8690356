package io.lockweir.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command tells. The fields are for programs: their names are stable, in snake case, and always there. The lines are for people and
 * may change.
 */
public final class Report {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private ExitCode exit = ExitCode.OK;

    /** An empty report that all is well. */
    public Report() {
        fields.put("result", "ok");
    }

    /** A field: text, number, boolean, list or map of these. Null is left as null. */
    public Report field(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /** A field, and a line that says the same. */
    public Report fact(String name, String label, Object value) {
        return field(name, value).line("%-14s %s".formatted(label, value));
    }

    /** A line for people. */
    public Report line(String text) {
        lines.add(text);
        return this;
    }

    /** Says that something is wrong: exit code 1. */
    public Report finding() {
        exit = ExitCode.FINDING;
        fields.put("result", "finding");
        return this;
    }

    /** A report of an error. */
    public static Report error(ExitCode exit, String message) {
        Report report = new Report();
        report.exit = exit;
        report.fields.put("result", exit == ExitCode.USAGE ? "usage" : "failed");
        return report.field("error", message);
    }

    /** The exit code. */
    public ExitCode exit() {
        return exit;
    }

    /** What went wrong, for people; empty for anything but an error. */
    public String message() {
        return String.valueOf(fields.getOrDefault("error", ""));
    }

    /** The fields as one JSON object. */
    public String json() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report holds something that is no JSON", e);
        }
    }

    /** The lines. */
    public String text() {
        return String.join(System.lineSeparator(), lines);
    }
}
