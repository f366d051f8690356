package io.lockweir.demo.confluent;

import io.lockweir.demo.bank.ColumnKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.iceberg.types.Types;

/** A kind of record: its topic, its schema with the tags of encrypted fields, and its table in the lake. */
@SuppressWarnings("ImmutableEnumChecker") // Nobody changes a schema once it is made.
enum WireTable {
    /** Encrypted fields (CSFLE): by tag, some randomised, one deterministic. */
    TRANSFERS(
            """
            {"type":"record","name":"Transfer","namespace":"bank.wires","fields":[
             {"name":"id","type":"long"},
             {"name":"debtor","type":"string","confluent:tags":["PII"]},
             {"name":"iban","type":"string","confluent:tags":["JOIN"]},
             {"name":"purpose","type":["null","string"],"default":null,"confluent:tags":["PII"]},
             {"name":"document","type":"bytes","confluent:tags":["PII"]},
             {"name":"mentions","type":{"type":"array","items":"string"},"confluent:tags":["PII"]},
             {"name":"cents","type":"long"},
             {"name":"currency","type":"string"}]}
            """,
            new org.apache.iceberg.Schema(
                    Types.NestedField.required(1, "id", Types.LongType.get()),
                    Types.NestedField.required(2, "debtor", Types.StringType.get()),
                    Types.NestedField.required(3, "iban", Types.StringType.get()),
                    Types.NestedField.optional(4, "purpose", Types.StringType.get()),
                    Types.NestedField.required(5, "document", Types.BinaryType.get()),
                    Types.NestedField.required(6, "mentions", Types.ListType.ofRequired(7, Types.StringType.get())),
                    Types.NestedField.required(8, "cents", Types.LongType.get()),
                    Types.NestedField.required(9, "currency", Types.StringType.get()))),
    /** Encrypted payloads (CSPE): all of a record but its frame. */
    STATEMENTS(
            """
            {"type":"record","name":"Statement","namespace":"bank.wires","fields":[
             {"name":"id","type":"long"},
             {"name":"holder","type":"string"},
             {"name":"remark","type":["null","string"],"default":null},
             {"name":"signature","type":"bytes"},
             {"name":"lines","type":{"type":"array","items":"string"}},
             {"name":"closed","type":"boolean"}]}
            """,
            new org.apache.iceberg.Schema(
                    Types.NestedField.required(1, "id", Types.LongType.get()),
                    Types.NestedField.required(2, "holder", Types.StringType.get()),
                    Types.NestedField.optional(3, "remark", Types.StringType.get()),
                    Types.NestedField.required(4, "signature", Types.BinaryType.get()),
                    Types.NestedField.required(5, "lines", Types.ListType.ofRequired(6, Types.StringType.get())),
                    Types.NestedField.required(7, "closed", Types.BooleanType.get())));

    /** Below the bank's name, in topics and in the lake. */
    static final String FAMILY = "wires";

    private final Schema avro;
    private final org.apache.iceberg.Schema lake;

    WireTable(String avro, org.apache.iceberg.Schema lake) {
        this.avro = new Schema.Parser().parse(avro);
        this.lake = lake;
    }

    String tableName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String topic() {
        return "bank." + FAMILY + "." + tableName();
    }

    String subject() {
        return topic() + "-value";
    }

    Schema avro() {
        return avro;
    }

    org.apache.iceberg.Schema lake() {
        return lake;
    }

    /** Columns whose values no one but the lake may see, and what they hold. */
    Map<String, ColumnKind> secrets() {
        Map<String, ColumnKind> secrets = new LinkedHashMap<>();
        List<String> texts = this == TRANSFERS
                ? List.of("debtor", "iban", "purpose", "mentions")
                : List.of("holder", "remark", "lines");
        texts.forEach(column -> secrets.put(column, ColumnKind.TEXT));
        secrets.put(this == TRANSFERS ? "document" : "signature", ColumnKind.BYTES);
        return secrets;
    }
}
