package io.lockweir.serde;

import io.lockweir.connect.KeySourceConfig;
import io.lockweir.connect.confluent.ConfluentConfig;
import io.lockweir.connect.record.DecryptOptions;
import io.lockweir.connect.record.RecordOptions;
import io.lockweir.connect.record.RowImages;
import io.lockweir.connect.rule.FieldRule;
import io.lockweir.encryption.path.Part;
import io.lockweir.encryption.policy.IvMode;
import java.util.List;

/** What serializers are configured with for their profile. */
sealed interface ProfileSettings {
    /** Our own envelope. */
    record Native(
            KeySourceConfig keySource,
            Level level,
            Part part,
            List<FieldRule> rules,
            RecordOptions wholeRecords,
            RowImages rowImages,
            DecryptOptions reading,
            IvMode iv,
            int engines)
            implements ProfileSettings {}

    /** Confluent's formats, on the bytes of the inner serializer. */
    record Confluent(ConfluentConfig config) implements ProfileSettings {}
}
