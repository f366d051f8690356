/**
 * What a command tells: fields for programs, lines for people, progress on standard error. Must not know keys. Start at
 * {@link io.lockweir.cli.output.Report}.
 */
@NullMarked
package io.lockweir.cli.output;

import org.jspecify.annotations.NullMarked;
