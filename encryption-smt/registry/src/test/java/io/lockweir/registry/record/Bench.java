package io.lockweir.registry.record;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.encryption.confluent.BodyFormat;
import io.lockweir.encryption.keys.KeyEvents;
import io.lockweir.registry.RegistryClient;
import io.lockweir.registry.RegistrySettings;
import io.lockweir.registryserver.RegistryTestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** A registry's test server, clients of it, and schemas with rules in it. */
final class Bench implements AutoCloseable {
    static final String TOPIC = "users";
    static final String SUBJECT = "users-value";
    private static final String PARAMS = "'params':{'encrypt.kek.name':'kek1','encrypt.kms.type':'local-kms',"
            + "'encrypt.kms.key.id':'key-1','encrypt.dek.algorithm':'ALGORITHM','encrypt.dek.expiry.days':'DAYS'}";
    static final String FIELDS = "'domainRules':[{'name':'pii','type':'ENCRYPT','tags':['PII']," + PARAMS + "}]";
    static final String PAYLOAD = "'encodingRules':[{'name':'all','type':'ENCRYPT_PAYLOAD'," + PARAMS + "}]";

    final RegistryTestServer server = RegistryTestServer.start();
    private final List<RegistryClient> clients = new ArrayList<>();

    RecordCodec codec() {
        return codec(RecordSettings.DEFAULT);
    }

    RecordCodec codec(RecordSettings settings) {
        return codec("secret", settings, CodecListener.NONE);
    }

    RecordCodec codec(String secret, RecordSettings settings, CodecListener listener) {
        return new RecordCodec(client(secret, Map.of()), settings, listener);
    }

    RegistryClient client(String secret, Map<String, String> changes) {
        Map<String, String> all = new HashMap<>(Map.of("url", server.address().toString(), "wait.ms", "0"));
        all.putAll(changes);
        RegistryClient client = RegistryClient.open(
                RegistrySettings.of("registry.", all), Map.of("local-kms", Map.of("secret", secret)), KeyEvents.NONE);
        clients.add(client);
        return client;
    }

    /** Rules with algorithm and expiry put in. */
    static String rules(String algorithm, int days, String... kinds) {
        return "{" + String.join(",", kinds).replace("ALGORITHM", algorithm).replace("DAYS", String.valueOf(days))
                + "}";
    }

    static String rules(String... kinds) {
        return rules("AES256_GCM", 0, kinds);
    }

    int register(String subject, BodyFormat format, String schema, String ruleSet) {
        JsonObject body = json("{'schemaType':'" + format + "','ruleSet':" + ruleSet + "}");
        body.addProperty("schema", format == BodyFormat.PROTOBUF ? schema : schema.replace('\'', '"'));
        return server.register(subject, body);
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    static Schema schema(String text) {
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }

    static byte[] avro(GenericRecord record) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static GenericRecord avro(Schema schema, byte[] body) {
        try {
            return new GenericDatumReader<GenericRecord>(schema)
                    .read(null, DecoderFactory.get().binaryDecoder(body, null));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        clients.forEach(RegistryClient::close);
        server.close();
    }
}
