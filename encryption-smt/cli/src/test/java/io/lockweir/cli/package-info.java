/**
 * What the tests of all packages share: a way to run the tool, keys that are known, a KMS in memory. Start at
 * {@link io.lockweir.cli.Tool}.
 */
@NullMarked
package io.lockweir.cli;

import org.jspecify.annotations.NullMarked;
