/**
 * The pages of {@code docs/reference}, made from each plugin's own {@code ConfigDef}. Start at
 * {@link io.lockweir.reference.config.ReferencePagesTest}.
 */
@NullMarked
package io.lockweir.reference.config;

import org.jspecify.annotations.NullMarked;
