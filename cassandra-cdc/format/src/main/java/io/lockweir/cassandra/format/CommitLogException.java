package io.lockweir.cassandra.format;

import java.io.IOException;

/**
 * What is wrong with a commit log, and where. Never holds bytes of the log.
 *
 * <p>The position is of the last byte that is known to be good: reading may be tried again from there, nothing before it is lost.
 */
public final class CommitLogException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;
    private final transient LogPosition position;

    public CommitLogException(Fault fault, LogPosition position, String detail) {
        super(fault + " at " + position + ": " + detail);
        this.fault = fault;
        this.position = position;
    }

    public Fault fault() {
        return fault;
    }

    public LogPosition position() {
        return position;
    }

    /** The kinds of trouble, stable: metrics and runbooks use the names. */
    public enum Fault {
        /** The segment's header is not whole or its checksum is wrong. */
        TORN_HEADER,
        /** The segment's header is whole, and is of another segment than the file's name says, or cannot be understood. */
        BAD_HEADER,
        /** A version of the log that is not 7 or 8. */
        UNSUPPORTED_VERSION,
        /** The log is encrypted on disk by the node. */
        ENCRYPTED,
        /** The log is compressed by an algorithm that is not at hand. */
        UNSUPPORTED_COMPRESSION,
        /** A sync marker that is neither zero nor right. */
        BAD_MARKER,
        /** The file ends before the section that a good marker promises. */
        TRUNCATED,
        /** A compressed section that does not decompress to the length it states. */
        BAD_COMPRESSION,
        /** An entry whose length or its checksum is not right. */
        BAD_ENTRY_SIZE,
        /** An entry whose content does not have its checksum. */
        BAD_ENTRY_CHECKSUM,
        /** The segment ends before the position to read from. */
        BEYOND_END,
        /** An entry with a right checksum that does not follow the format under this schema. */
        UNDECODABLE;

        /** Whether a segment that is still written may look like this for a moment. */
        public boolean mayBeTorn() {
            return switch (this) {
                case TORN_HEADER, BAD_MARKER, TRUNCATED, BAD_COMPRESSION, BAD_ENTRY_SIZE, BAD_ENTRY_CHECKSUM -> true;
                default -> false;
            };
        }
    }
}
