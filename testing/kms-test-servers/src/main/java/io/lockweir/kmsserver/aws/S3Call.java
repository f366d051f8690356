package io.lockweir.kmsserver.aws;

/**
 * A call of the object store.
 *
 * @param accessKeyId by which it was signed
 * @param status that it was answered with
 */
public record S3Call(String method, String path, String accessKeyId, int status) {}
