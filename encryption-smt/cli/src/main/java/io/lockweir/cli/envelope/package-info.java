/**
 * What can be told about one envelope, without and with keys. Must not know a command. Start at
 * {@link io.lockweir.cli.envelope.EnvelopeFacts}.
 */
@NullMarked
package io.lockweir.cli.envelope;

import org.jspecify.annotations.NullMarked;
