package io.lockweir.cli.output;

/** How far a long command has come. For one thread. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = (done, total) -> {};

    /**
     * Called after each step; cheap.
     *
     * @param total what there is to do as far as is known, at least {@code done}
     */
    void at(long done, long total);

    /** Leaves the last state standing. */
    @Override
    default void close() {}
}
