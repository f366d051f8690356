package io.lockweir.cli.store;

import io.lockweir.encryption.keys.DekRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** A data key record for programs, without the wrapped key. */
public final class RecordFields {
    private RecordFields() {}

    /** Its fields. */
    public static Map<String, Object> of(DekRecord record) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dek_id", record.id().toString());
        fields.putAll(ScopeText.fields(record.scope()));
        fields.put("keks", record.wraps().stream().map(DekRecord.Wrap::kekLabel).toList());
        fields.put("created", record.created().toString());
        fields.put("created_by", record.createdBy());
        return fields;
    }
}
