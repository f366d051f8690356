/**
 * Proves that key services can be used as configured. Must not know a command. Start at
 * {@link io.lockweir.cli.kek.KekSelfTest}.
 */
@NullMarked
package io.lockweir.cli.kek;

import org.jspecify.annotations.NullMarked;
