/**
 * The few requests that the stack makes of an object store, signed, without an SDK. Start at
 * {@link io.lockweir.stack.s3.S3Requests}.
 */
@NullMarked
package io.lockweir.stack.s3;

import org.jspecify.annotations.NullMarked;
