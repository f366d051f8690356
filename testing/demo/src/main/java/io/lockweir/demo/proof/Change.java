package io.lockweir.demo.proof;

/**
 * One change as both sides must see it.
 *
 * @param identity of (table, operation, primary key, row version)
 * @param content of every column of the row image
 */
public record Change(Fingerprint identity, Fingerprint content) {}
