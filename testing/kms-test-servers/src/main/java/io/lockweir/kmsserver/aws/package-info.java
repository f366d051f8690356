/**
 * AWS KMS (JSON 1.1) and STS (query protocol) as far as a driver calls them, with signatures really verified. Not AWS: a test server of
 * ours. Start at {@link io.lockweir.kmsserver.aws.AwsTestServer}.
 */
@NullMarked
package io.lockweir.kmsserver.aws;

import org.jspecify.annotations.NullMarked;
