package io.lockweir.benchmarks.smt;

import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** A kind of record: its schema, which of its fields are encrypted, and how many characters each of those has. */
@SuppressWarnings("ImmutableEnumChecker") // a schema does not change once it is built
public enum Shape {
    /** Three fields, one of them encrypted: the case the targets are stated for. */
    FIELD28("field28", 28, List.of("email")) {
        private final Schema schema = SchemaBuilder.struct()
                .name("bank.customers.Value")
                .field("id", Schema.INT64_SCHEMA)
                .field("email", Schema.OPTIONAL_STRING_SCHEMA)
                .field("updated", Schema.INT64_SCHEMA)
                .build();

        @Override
        Struct value(long seed) {
            return new Struct(schema).put("id", seed).put("email", text(seed)).put("updated", seed + 1);
        }
    },
    FIELDS_10_OF_50("fields10of50", 28, everyFifthOfFifty()) {
        private final Schema schema = IntStream.range(0, 50)
                .boxed()
                .reduce(
                        SchemaBuilder.struct().name("bank.wide.Value"),
                        (builder, i) -> builder.field("f" + i, Schema.OPTIONAL_STRING_SCHEMA),
                        (first, second) -> first)
                .build();

        @Override
        Struct value(long seed) {
            Struct value = new Struct(schema);
            IntStream.range(0, 50).forEach(i -> value.put("f" + i, text(seed * 50 + i)));
            return value;
        }
    },
    /** A struct in a struct in an array of two: both elements are encrypted. */
    NESTED("nested", 28, List.of("customer.contact.email", "cards[*].holder")) {
        private final Schema contact = SchemaBuilder.struct()
                .field("email", Schema.STRING_SCHEMA)
                .field("country", Schema.STRING_SCHEMA)
                .build();
        private final Schema customer = SchemaBuilder.struct()
                .field("id", Schema.INT64_SCHEMA)
                .field("contact", contact)
                .build();
        private final Schema card = SchemaBuilder.struct()
                .field("holder", Schema.STRING_SCHEMA)
                .field("year", Schema.INT32_SCHEMA)
                .build();
        private final Schema schema = SchemaBuilder.struct()
                .name("bank.nested.Value")
                .field("customer", customer)
                .field("cards", SchemaBuilder.array(card).build())
                .build();

        @Override
        Struct value(long seed) {
            LongFunction<Struct> cardOf =
                    n -> new Struct(card).put("holder", text(n)).put("year", 2030);
            return new Struct(schema)
                    .put(
                            "customer",
                            new Struct(customer)
                                    .put("id", seed)
                                    .put(
                                            "contact",
                                            new Struct(contact)
                                                    .put("email", text(seed))
                                                    .put("country", "CH")))
                    .put("cards", List.of(cardOf.apply(seed + 1), cardOf.apply(seed + 2)));
        }

        @Override
        int encryptedValues() {
            return 3;
        }
    },
    VALUE_1K("value1k", 1024, List.of("document")) {
        private final Schema schema = SchemaBuilder.struct()
                .name("bank.documents.Value")
                .field("id", Schema.INT64_SCHEMA)
                .field("document", Schema.STRING_SCHEMA)
                .field("updated", Schema.INT64_SCHEMA)
                .build();

        @Override
        Struct value(long seed) {
            return new Struct(schema)
                    .put("id", seed)
                    .put("document", text(seed))
                    .put("updated", seed + 1);
        }
    };

    private final String label;
    private final int characters;
    private final List<String> fields;

    Shape(String label, int characters, List<String> fields) {
        this.label = label;
        this.characters = characters;
        this.fields = List.copyOf(fields);
    }

    /** The part of a result's name that stands for this shape. */
    public String label() {
        return label;
    }

    List<String> fields() {
        return fields;
    }

    int encryptedValues() {
        return fields.size();
    }

    /** A record value which differs from that of every other seed. */
    abstract Struct value(long seed);

    /** ASCII of this shape's length, different for every seed. */
    String text(long seed) {
        String text = "%016x@lockweir.bank".formatted(seed * 0x9E3779B97F4A7C15L);
        return text.repeat(characters / text.length() + 1).substring(0, characters);
    }

    private static List<String> everyFifthOfFifty() {
        return IntStream.range(0, 10).mapToObj(i -> "f" + 5 * i).collect(Collectors.toList());
    }
}
