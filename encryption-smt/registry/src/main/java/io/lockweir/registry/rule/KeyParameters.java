package io.lockweir.registry.rule;

import io.lockweir.encryption.confluent.DekAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a rule says of its keys: each parameter is looked up in the rule, then in the properties of the metadata. */
final class KeyParameters {
    private static final Pattern KEK_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,255}");
    private static final String ARN = "arn:";
    private static final String AWS = "aws-kms";

    private final Rule rule;
    private final Metadata metadata;

    private KeyParameters(Rule rule, Metadata metadata) {
        this.rule = rule;
        this.metadata = metadata;
    }

    static KeyRequest of(Rule rule, Metadata metadata) {
        KeyParameters parameters = new KeyParameters(rule, metadata);
        Optional<String> keyId = parameters.find("encrypt.kms.key.id");
        Optional<String> type = parameters
                .find("encrypt.kms.type")
                .or(() -> keyId.filter(id -> id.startsWith(ARN)).map(id -> AWS));
        return new KeyRequest(
                parameters.kekName(keyId),
                type,
                keyId,
                parameters.alternates(),
                parameters.algorithm(),
                parameters.expiryDays());
    }

    private String kekName(Optional<String> keyId) {
        String name = find("encrypt.kek.name")
                .or(() -> keyId.map(KeyParameters::derived))
                .orElseThrow(() -> refused("names no key: neither encrypt.kek.name nor encrypt.kms.key.id is set"));
        if (!KEK_NAME.matcher(name).matches()) {
            throw refused(
                    "has an encrypt.kek.name that is none: a letter or _, then at most 255 letters, digits, _ or -");
        }
        return name;
    }

    /** A key id without its {@code arn:}, every other character than a letter, digit, _ and - turned into a -. */
    private static String derived(String keyId) {
        String name = keyId.startsWith(ARN) ? keyId.substring(ARN.length()) : keyId;
        return name.replaceAll("[^A-Za-z0-9_-]", "-");
    }

    private List<String> alternates() {
        return find("encrypt.alternate.kms.key.ids").stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private DekAlgorithm algorithm() {
        String name = find("encrypt.dek.algorithm").orElse(DekAlgorithm.AES256_GCM.name());
        return DekAlgorithm.named(name)
                .orElseThrow(() -> refused("has an encrypt.dek.algorithm that is not known: " + name));
    }

    private int expiryDays() {
        String text = find("encrypt.dek.expiry.days").orElse("0");
        if (!text.matches("\\d{1,6}")) {
            throw refused("has an encrypt.dek.expiry.days that is no whole number of days");
        }
        return Integer.parseInt(text);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(rule.params().get(name))
                .or(() -> Optional.ofNullable(metadata.properties().get(name)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private IllegalArgumentException refused(String defect) {
        return new IllegalArgumentException("Rule " + rule.name() + " " + defect + ". Correct it in the registry");
    }
}
