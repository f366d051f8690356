/**
 * Which fields of a schema have tags, as paths, for those who select fields by tags and treat the records themselves. Start at
 * {@link io.lockweir.registry.tag.TaggedFields}.
 */
@NullMarked
package io.lockweir.registry.tag;

import org.jspecify.annotations.NullMarked;
