/**
 * The services as containers, for machines with a Docker engine. Start at
 * {@link io.lockweir.stack.container.TestcontainersProvider}.
 */
@NullMarked
package io.lockweir.stack.container;

import org.jspecify.annotations.NullMarked;
