package io.lockweir.kmsserver.aws;

/**
 * A call of Glue, as CloudTrail would list it.
 *
 * @param catalogId as the request named it; empty for the caller's own
 * @param skipArchive of an update; else empty
 */
public record GlueCall(String action, String catalogId, String principal, String skipArchive) {}
