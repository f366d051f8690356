/**
 * The properties file: the connector's own keys, with references to secrets resolved. Must not know a command. Start at
 * {@link io.lockweir.cli.config.ToolConfig}.
 */
@NullMarked
package io.lockweir.cli.config;

import org.jspecify.annotations.NullMarked;
