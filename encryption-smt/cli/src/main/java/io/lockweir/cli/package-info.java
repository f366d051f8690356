/**
 * The program lockweir-keys: keys and topics from the command line. Thin over the engine and the transforms; must not know how a key is
 * derived or a field encrypted. Start at {@link io.lockweir.cli.LockweirKeys}.
 */
@NullMarked
package io.lockweir.cli;

import org.jspecify.annotations.NullMarked;
