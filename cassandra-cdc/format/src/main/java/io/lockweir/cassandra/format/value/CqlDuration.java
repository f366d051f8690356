package io.lockweir.cassandra.format.value;

/** A CQL {@code duration}: three numbers of one sign, which do not convert into each other. */
public record CqlDuration(int months, int days, long nanoseconds) {}
