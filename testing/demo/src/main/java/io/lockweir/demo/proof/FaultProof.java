package io.lockweir.demo.proof;

import java.util.List;

/**
 * What was done to the servers during a run.
 *
 * @param faults in their order
 * @param kills how many of them killed a Connect worker
 * @param restarts of source tasks that had failed for good, as an operator's job does it; the sink's are never restarted
 */
public record FaultProof(List<FaultRecord> faults, int kills, int restarts) {
    public static final FaultProof NONE = new FaultProof(List.of(), 0, 0);

    public FaultProof {
        faults = List.copyOf(faults);
    }
}
