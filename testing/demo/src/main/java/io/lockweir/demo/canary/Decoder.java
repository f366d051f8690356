package io.lockweir.demo.canary;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;
import org.jspecify.annotations.Nullable;

/** File formats whose raw bytes may hide a text because they are compressed. */
enum Decoder {
    /** Only compressed batches: the others lie in clear in the raw file. */
    KAFKA_SEGMENT("\\d{20}\\.log") {
        @Override
        void decode(Path file, Consumer<byte[]> pieces) throws IOException {
            try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                for (RecordBatch batch : records.batches()) {
                    if (batch.isCompressed()) {
                        try (CloseableIterator<Record> decoded = batch.streamingIterator(BufferSupplier.create())) {
                            decoded.forEachRemaining(record -> recordPieces(record, pieces));
                        }
                    }
                }
            }
        }
    },
    AVRO(".*\\.avro") {
        @Override
        void decode(Path file, Consumer<byte[]> pieces) throws IOException {
            try (InputStream in = Files.newInputStream(file);
                    DataFileStream<Object> blocks = new DataFileStream<>(in, new GenericDatumReader<>())) {
                while (blocks.hasNext()) {
                    pieces.accept(copy(blocks.nextBlock()));
                }
            }
        }
    },
    GZIP(".*\\.gz(\\.metadata\\.json)?") {
        @Override
        void decode(Path file, Consumer<byte[]> pieces) throws IOException {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                pieces.accept(in.readAllBytes());
            }
        }
    };

    private final Pattern name;

    Decoder(String name) {
        this.name = Pattern.compile(name);
    }

    boolean reads(String fileName) {
        return name.matcher(fileName).matches();
    }

    /** Hands over the decoded contents in pieces that hold whole values. */
    abstract void decode(Path file, Consumer<byte[]> pieces) throws IOException;

    private static void recordPieces(Record record, Consumer<byte[]> pieces) {
        piece(record.key(), pieces);
        piece(record.value(), pieces);
        for (Header header : record.headers()) {
            piece(header.value() == null ? null : ByteBuffer.wrap(header.value()), pieces);
        }
    }

    private static void piece(@Nullable ByteBuffer buffer, Consumer<byte[]> pieces) {
        if (buffer != null) {
            pieces.accept(copy(buffer));
        }
    }

    private static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
