/**
 * AWS KMS and Glue (JSON 1.1), STS (query protocol), S3 and gateways of REST catalogs as far as clients of ours call them, with signatures really verified. Not AWS: a test server of
 * ours. Start at {@link io.lockweir.kmsserver.aws.AwsTestServer}.
 */
@NullMarked
package io.lockweir.kmsserver.aws;

import org.jspecify.annotations.NullMarked;
