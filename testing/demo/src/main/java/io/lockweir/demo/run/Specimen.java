package io.lockweir.demo.run;

import io.lockweir.demo.bank.BankTable;
import io.lockweir.demo.lake.LakeRows;
import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.topics.RegistryAvro;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One invented customer in the three places, to be looked at. Each map has the same column names.
 *
 * @param place of the Kafka record, as topic-partition@offset
 */
record Specimen(Map<String, String> database, Map<String, String> kafka, String place, Map<String, String> lake) {
    private static final List<String> COLUMNS =
            List.of("customer_id", "segment", "full_name", "email", "national_id", "birth_date", "phones");

    /** Empty if no customer is unchanged since its insert. */
    static Optional<Specimen> find(BankPipeline pipeline) throws SQLException, IOException {
        Map<String, String> row = customer(pipeline);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        String key = row.getOrDefault("customer_id", "");
        RegistryAvro avro = new RegistryAvro(pipeline.stack().registry().ccompatUrl());
        Optional<ConsumerRecord<byte[], byte[]>> record = pipeline.topics()
                .find(
                        pipeline.bank().topic(BankTable.CUSTOMERS),
                        found -> after(avro, found.value())
                                .filter(after -> key.equals(String.valueOf(after.get("customer_id"))))
                                .isPresent());
        if (record.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> kafka = new LinkedHashMap<>();
        after(avro, record.get().value())
                .ifPresent(after -> COLUMNS.forEach(column -> kafka.put(column, String.valueOf(after.get(column)))));
        String place = record.get().topic() + "-" + record.get().partition() + "@"
                + record.get().offset();
        return Optional.of(new Specimen(row, kafka, place, lake(pipeline, key)));
    }

    private static Map<String, String> customer(BankPipeline pipeline) throws SQLException {
        String query =
                "select " + String.join(", ", COLUMNS) + " from customers where version = 1 and email is not null"
                        + " and birth_date < date '2100-01-01' and phones[1] is not null and full_name !~ '[[:cntrl:]]'"
                        + " order by customer_id desc limit 1";
        Map<String, String> row = new LinkedHashMap<>();
        try (Connection connection = pipeline.database().connect();
                PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                for (String column : COLUMNS) {
                    row.put(column, rows.getString(column));
                }
            }
        }
        return row;
    }

    private static Optional<GenericRecord> after(RegistryAvro avro, byte @Nullable [] value) {
        try {
            return value == null
                    ? Optional.empty()
                    : Optional.ofNullable((GenericRecord) avro.read(value).get("after"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> lake(BankPipeline pipeline, String key) throws IOException {
        List<Map<String, String>> found = new ArrayList<>();
        new LakeRows(pipeline.lake().table(BankTable.CUSTOMERS)).forEach(row -> {
            Record image = row.row();
            if (key.equals(String.valueOf(image.getField("customer_id")))
                    && !row.operation().equals("d")) {
                Map<String, String> texts = new LinkedHashMap<>();
                COLUMNS.forEach(column -> texts.put(column, String.valueOf(image.getField(column))));
                found.add(texts);
            }
        });
        return found.isEmpty() ? Map.of() : found.get(0);
    }
}
