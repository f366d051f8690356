/**
 * The commands: they read options, call the other packages and report. Nothing is decided here. Start at
 * {@link io.lockweir.cli.command.ToolCommand}.
 */
@NullMarked
package io.lockweir.cli.command;

import org.jspecify.annotations.NullMarked;
