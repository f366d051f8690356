/**
 * Checks the page of the command line against the program. Must not know how a command works. Start at
 * {@link io.lockweir.reference.tool.ToolPageTest}.
 */
@NullMarked
package io.lockweir.reference.tool;

import org.jspecify.annotations.NullMarked;
