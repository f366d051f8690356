package io.lockweir.demo.proof;

/**
 * What the lake of a run was.
 *
 * @param mode {@code append} or {@code upsert}
 * @param formatVersion of the tables
 * @param deleted captured deletes
 */
public record LakeProof(String mode, int formatVersion, long deleted) {}
