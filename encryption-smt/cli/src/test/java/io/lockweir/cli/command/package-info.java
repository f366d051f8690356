/** Tests of the package of this name. Must not be used from elsewhere. Start at any class named after what it tests. */
@NullMarked
package io.lockweir.cli.command;

import org.jspecify.annotations.NullMarked;
