/**
 * Records of applications (Avro, JSON trees, maps, Protobuf) as the maps that rules are applied to, and back. Knows no keys and no
 * configuration. Start at {@code RecordForms}.
 */
@NullMarked
package io.lockweir.serde.form;

import org.jspecify.annotations.NullMarked;
