/**
 * AWS KMS over the AWS SDK, an optional dependency of which no other package may know. Start at
 * {@link io.lockweir.kms.aws.AwsKmsProvider}.
 */
@NullMarked
package io.lockweir.kms.aws;

import org.jspecify.annotations.NullMarked;
