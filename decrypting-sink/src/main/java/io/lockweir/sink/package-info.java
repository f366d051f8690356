/**
 * The plugin as Connect sees it: connector, task, configuration. It wires the other packages together and holds the
 * task's loop; every decision is taken by a pure class of {@code progress}, {@code commit} or {@code hold}. Start at
 * {@code DecryptingIcebergSinkTask}.
 */
@NullMarked
package io.lockweir.sink;

import org.jspecify.annotations.NullMarked;
