package io.lockweir.cli.command;

import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.envelope.DekId;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Ids of data keys as options take them: hex, upper or lower case. */
final class DataKeyIds {
    private DataKeyIds() {}

    /**
     * Reads the ids that an option was given.
     *
     * @throws UsageException naming the option, if one is no id
     */
    static Set<DekId> parse(String option, List<String> ids) {
        try {
            return ids.stream()
                    .map(id -> DekId.of(HexFormat.of().parseHex(id)))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IllegalArgumentException e) {
            throw new UsageException("Option " + option + ": a data key id has 32 hex digits.", e);
        }
    }
}
