/** Files that servers read, the same in a process and in a container: properties, logging, plugin folders. Knows no server. */
@NullMarked
package io.lockweir.stack.files;

import org.jspecify.annotations.NullMarked;
