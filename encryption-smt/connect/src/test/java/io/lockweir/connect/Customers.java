package io.lockweir.connect;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Rows of a table of customers and change events around them. */
final class Customers {
    static final String EMAIL = "zoe.canary@example.org";
    static final String STREET = "12 Canary Wharf";
    static final String PHONE = "+44 20 7946 0000";

    static final Schema ADDRESS = SchemaBuilder.struct()
            .name("bank.Address")
            .optional()
            .field("street", Schema.OPTIONAL_STRING_SCHEMA)
            .field("city", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    static final Schema CONTACT = SchemaBuilder.struct()
            .field("kind", Schema.STRING_SCHEMA)
            .field("number", Schema.OPTIONAL_STRING_SCHEMA)
            .build();
    static final Schema ROW = SchemaBuilder.struct()
            .name("bank.public.customers.Value")
            .optional()
            .field("id", Schema.INT64_SCHEMA)
            .field("email", Schema.OPTIONAL_STRING_SCHEMA)
            .field("address", ADDRESS)
            .field("contacts", SchemaBuilder.array(CONTACT).optional().build())
            .field(
                    "labels",
                    SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                            .optional()
                            .build())
            .field("active", SchemaBuilder.bool().defaultValue(true).build())
            .build();
    static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .build();
    static final Schema ENVELOPE = SchemaBuilder.struct()
            .name("bank.public.customers.Envelope")
            .version(2)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    static final String ALL_FIELDS = "email,address.street,contacts[*].number,labels{*}";

    private Customers() {}

    static Struct row(long id) {
        return new Struct(ROW)
                .put("id", id)
                .put("email", EMAIL)
                .put("address", new Struct(ADDRESS).put("street", STREET).put("city", "London"))
                .put("contacts", List.of(contact("home", PHONE), contact("none", null)))
                .put("labels", Map.of("colour", PHONE));
    }

    static Struct event(String op, @Nullable Struct before, @Nullable Struct after) {
        return new Struct(ENVELOPE)
                .put("before", before)
                .put("after", after)
                .put("source", new Struct(SOURCE).put("lsn", 77L))
                .put("op", op)
                .put("ts_ms", 5L);
    }

    private static Struct contact(String kind, @Nullable String number) {
        return new Struct(CONTACT).put("kind", kind).put("number", number);
    }
}
