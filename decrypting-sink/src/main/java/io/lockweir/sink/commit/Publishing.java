package io.lockweir.sink.commit;

import io.lockweir.sink.hold.HoldAnswer;
import java.util.Map;

/**
 * Write, audit, publish: commits go to a branch, and the main branch follows when they are as they should be.
 *
 * @param branch of the sink's own
 * @param answers by HOLD id, from the configuration: publishing uses them without a slice
 */
public record Publishing(String branch, Map<String, HoldAnswer> answers) {
    public Publishing {
        answers = Map.copyOf(answers);
    }
}
