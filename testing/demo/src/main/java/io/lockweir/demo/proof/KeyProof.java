package io.lockweir.demo.proof;

import java.util.List;

/**
 * What became of the data keys of a run.
 *
 * @param rotations changes of the key that encrypts
 * @param dataKeys data keys in the store, that of the join domain among them
 * @param rewrapped data keys that were wrapped under the new version of the KEK
 * @param verifiedRecords records of all topics of which everything was encrypted, and decrypts
 * @param doubts what is not as it was asked for, or does not decrypt
 */
public record KeyProof(long rotations, long dataKeys, long rewrapped, long verifiedRecords, List<String> doubts) {
    /** With a keyset there is nothing to count: its data keys are in no store. */
    public static final KeyProof NONE = new KeyProof(0, 0, 0, 0, List.of());

    public KeyProof {
        doubts = List.copyOf(doubts);
    }
}
