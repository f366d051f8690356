package io.lockweir.cassandra.format.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a node writes beside a segment with CDC data: how far it is on disk. Only a bound: after a crash of the node the number is the
 * file's length and means nothing, so the chain of sync markers always rules too.
 *
 * @param offset everything before it was on disk
 * @param completed whether the node is done with the segment
 */
public record CdcIndex(int offset, boolean completed) {

    private static final Pattern PATTERN = Pattern.compile("(\\d{1,9}|1\\d{9}|20\\d{8})(\\s+COMPLETED)?\\s*");

    /** From the file's content; empty if the node is just writing it. */
    public static Optional<CdcIndex> parse(String content) {
        Matcher matcher = PATTERN.matcher(content);
        return matcher.matches()
                ? Optional.of(new CdcIndex(Integer.parseInt(matcher.group(1)), matcher.group(2) != null))
                : Optional.empty();
    }
}
