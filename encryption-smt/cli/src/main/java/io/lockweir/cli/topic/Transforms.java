package io.lockweir.cli.topic;

import io.lockweir.cli.config.ToolConfig;
import io.lockweir.cli.topic.Reencryption.OnShredded;
import io.lockweir.connect.DecryptFields;
import io.lockweir.connect.EncryptFields;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;

/** A chain of the transforms that connectors run: what they cannot read, no connector can. */
final class Transforms implements AutoCloseable {
    private static final String ON_SHREDDED = "on.shredded";

    private final List<Transformation<SinkRecord>> chain;

    private Transforms(List<Transformation<SinkRecord>> chain) {
        this.chain = List.copyOf(chain);
    }

    /** {@code DecryptFields} for values, and for keys where rules speak about them. */
    static Transforms decrypting(ToolConfig config) {
        List<Transformation<SinkRecord>> chain = new ArrayList<>();
        if (!config.decryptingKeys().isEmpty()) {
            chain.add(configured(new DecryptFields.Key<>(), config.decryptingKeys()));
        }
        if (config.hasValueRules()) {
            chain.add(configured(new DecryptFields.Value<>(), config.decryptingValues()));
        }
        return new Transforms(chain);
    }

    /** The same with one answer to values whose subject was shredded. Record keys are never changed by that. */
    static Transforms decrypting(ToolConfig config, OnShredded onShredded) {
        List<Transformation<SinkRecord>> chain = new ArrayList<>();
        if (!config.decryptingKeys().isEmpty()) {
            chain.add(configured(new DecryptFields.Key<>(), answering(config.decryptingKeys(), OnShredded.FAIL)));
        }
        if (config.hasValueRules()) {
            chain.add(configured(new DecryptFields.Value<>(), answering(config.decryptingValues(), onShredded)));
        }
        return new Transforms(chain);
    }

    private static Map<String, String> answering(Map<String, String> config, OnShredded onShredded) {
        Map<String, String> answering = new HashMap<>(config);
        String answer = onShredded.name().toLowerCase(Locale.ROOT);
        answering.replaceAll((key, value) -> key.endsWith("." + ON_SHREDDED) ? answer : value);
        answering.put(ON_SHREDDED, answer);
        return answering;
    }

    /** {@code EncryptFields}, keys first, which refuses a topic that no rule speaks about. */
    static Transforms encrypting(ToolConfig config) {
        List<Transformation<SinkRecord>> chain = new ArrayList<>();
        if (!config.encryptingKeys().isEmpty()) {
            chain.add(configured(new EncryptFields.Key<>(), refusing(config.encryptingKeys())));
        }
        if (config.hasValueRules()) {
            chain.add(configured(new EncryptFields.Value<>(), refusing(config.encryptingValues())));
        }
        return new Transforms(chain);
    }

    SinkRecord apply(SinkRecord record) {
        SinkRecord result = record;
        for (Transformation<SinkRecord> each : chain) {
            result = each.apply(result);
        }
        return result;
    }

    private static Map<String, String> refusing(Map<String, String> config) {
        Map<String, String> strict = new HashMap<>(config);
        strict.put("unmatched.topics", "fail");
        strict.put("on.error", "fail");
        strict.put("run.mode", "encrypt"); // the other modes pass records in clear
        return strict;
    }

    private static Transformation<SinkRecord> configured(
            Transformation<SinkRecord> transform, Map<String, String> config) {
        transform.configure(config);
        return transform;
    }

    @Override
    public void close() {
        Closing.all(chain.toArray(AutoCloseable[]::new));
    }
}
