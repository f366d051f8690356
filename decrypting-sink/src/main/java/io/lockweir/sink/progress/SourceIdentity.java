package io.lockweir.sink.progress;

/**
 * Which topic a progress belongs to, beyond its name. A compared value and not part of the key: a mirrored topic has
 * other ids, and whether its offsets mean the same only an operator knows.
 */
public record SourceIdentity(String clusterId, String topicId) {

    /**
     * Reads the persisted form.
     *
     * @throws IllegalArgumentException if the text is not of the persisted form
     */
    public static SourceIdentity parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("Source identity is not 'clusterId|topicId': " + text);
        }
        return new SourceIdentity(text.substring(0, bar), text.substring(bar + 1));
    }

    public String format() {
        return clusterId + "|" + topicId;
    }
}
