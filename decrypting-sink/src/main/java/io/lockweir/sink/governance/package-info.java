/**
 * What tables were designed to be: design files, how a table differs from its own, and the two ways in which the sink may
 * change a table if it was told to, apart from the way that commits. Knows nothing of records. Start at {@code TableDesign}.
 */
@NullMarked
package io.lockweir.sink.governance;

import org.jspecify.annotations.NullMarked;
