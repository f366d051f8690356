package io.lockweir.registry.record;

import java.util.List;

/** Hears of every schema when it is met first, once per codec and direction. For logs: nothing here is of a record. */
@FunctionalInterface
public interface CodecListener {
    /** Hears nothing. */
    CodecListener NONE = (subject, schema, isEncrypted, clearBranches) -> {};

    /**
     * A schema was met.
     *
     * @param schema its id or guid
     * @param isEncrypted whether its rules mean anything of it; else its records pass as they are
     * @param clearBranches fields with tags of which some values pass as they are, by configuration
     */
    void met(String subject, String schema, boolean isEncrypted, List<String> clearBranches);
}
