package io.lockweir.demo.topics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Reads Avro records in the registries' common framing: a zero byte, the schema's id in four bytes, the binary record. */
public final class RegistryAvro {
    private static final int PREFIX_BYTES = 5;

    private final URI registry;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<Integer, Schema> schemas = new HashMap<>();

    /** @param registry the base of the Confluent-compatible API */
    public RegistryAvro(URI registry) {
        this.registry = registry;
    }

    public GenericRecord read(byte[] framed) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(framed);
        if (framed.length < PREFIX_BYTES || buffer.get() != 0) {
            throw new IOException("A record of " + framed.length + " bytes has no registry prefix");
        }
        Schema schema = schema(buffer.getInt());
        return new GenericDatumReader<GenericRecord>(schema)
                .read(
                        null,
                        DecoderFactory.get().binaryDecoder(framed, PREFIX_BYTES, framed.length - PREFIX_BYTES, null));
    }

    /** The same record with changed values, under the same schema id. */
    public byte[] write(byte[] framed, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(framed, 0, PREFIX_BYTES);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private Schema schema(int id) throws IOException {
        Schema known = schemas.get(id);
        if (known == null) {
            known = parse(get("/schemas/ids/" + id), new Schema.Parser());
            schemas.put(id, known);
        }
        return known;
    }

    /** Named types may be registered as artifacts of their own: they are read before the schema that refers to them. */
    private Schema parse(JsonNode answer, Schema.Parser parser) throws IOException {
        for (JsonNode reference : answer.path("references")) {
            if (!parser.getTypes().containsKey(reference.path("name").asText())) {
                String subject = URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8);
                parse(
                        get("/subjects/" + subject + "/versions/"
                                + reference.path("version").asText()),
                        parser);
            }
        }
        return parser.parse(answer.path("schema").asText());
    }

    private JsonNode get(String path) throws IOException {
        URI address = URI.create(registry + path);
        try {
            HttpResponse<byte[]> response =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered " + response.statusCode());
            }
            return new ObjectMapper().readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking the registry", e);
        }
    }
}
