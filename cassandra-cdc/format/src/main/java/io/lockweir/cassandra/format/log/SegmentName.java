package io.lockweir.cassandra.format.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a segment's file tells.
 *
 * @param version of the format, also one that cannot be read
 * @param id of the segment: a time in milliseconds when the node started, counted up since, so ids of a node grow, with gaps
 */
public record SegmentName(int version, long id) {

    private static final Pattern PATTERN = Pattern.compile("CommitLog-(\\d{1,9})-(\\d{1,18})(\\.log|_cdc\\.idx)");

    /** From the name of a segment or of its index in {@code cdc_raw}; empty of any other file. */
    public static Optional<SegmentName> parse(String fileName) {
        Matcher matcher = PATTERN.matcher(fileName);
        return matcher.matches()
                ? Optional.of(new SegmentName(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    public String logFile() {
        return "CommitLog-" + version + "-" + id + ".log";
    }

    public String indexFile() {
        return "CommitLog-" + version + "-" + id + "_cdc.idx";
    }
}
