/** Tests of what is shipped: the plugin zips, the connector files, the Compose file. */
@NullMarked
package io.lockweir.distribution;

import org.jspecify.annotations.NullMarked;
