/**
 * Whole topics through the transforms: every record decrypts, or is encrypted anew. Must not know a command. Start at
 * {@link io.lockweir.cli.topic.TopicVerification}.
 */
@NullMarked
package io.lockweir.cli.topic;

import org.jspecify.annotations.NullMarked;
