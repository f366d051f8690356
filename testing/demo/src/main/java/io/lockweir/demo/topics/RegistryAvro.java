package io.lockweir.demo.topics;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

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

    private Schema schema(int id) throws IOException {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        URI address = URI.create(registry + "/schemas/ids/" + id);
        try {
            HttpResponse<byte[]> response =
                    client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered " + response.statusCode());
            }
            Schema schema = new Schema.Parser()
                    .parse(new ObjectMapper()
                            .readTree(response.body())
                            .path("schema")
                            .asText());
            schemas.put(id, schema);
            return schema;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while asking the registry", e);
        }
    }
}
