package io.lockweir.registry.rule;

import io.lockweir.encryption.confluent.DekAlgorithm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What is said of keys: each parameter is looked up in the rule, then in the properties of the metadata. */
final class KeyParameters {
    private static final Pattern KEK_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,255}");
    private static final String ARN = "arn:";
    private static final String AWS = "aws-kms";

    private final String who;
    private final Map<String, String> parameters;
    private final Map<String, String> otherwise;
    private final String advice;

    private KeyParameters(String who, Map<String, String> parameters, Map<String, String> otherwise, String advice) {
        this.who = who;
        this.parameters = parameters;
        this.otherwise = otherwise;
        this.advice = advice;
    }

    static KeyRequest of(Rule rule, Metadata metadata) {
        return new KeyParameters(
                        "Rule " + rule.name(), rule.params(), metadata.properties(), ". Correct it in the registry")
                .request();
    }

    static KeyRequest of(Map<String, String> parameters) {
        return new KeyParameters("It", parameters, Map.of(), "").request();
    }

    private KeyRequest request() {
        Optional<String> keyId = find("encrypt.kms.key.id");
        Optional<String> type = find("encrypt.kms.type")
                .or(() -> keyId.filter(id -> id.startsWith(ARN)).map(id -> AWS));
        return new KeyRequest(kekName(keyId), type, keyId, alternates(), algorithm(), expiryDays());
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
        return Optional.ofNullable(parameters.get(name))
                .or(() -> Optional.ofNullable(otherwise.get(name)))
                .map(String::strip)
                .filter(text -> !text.isEmpty());
    }

    private IllegalArgumentException refused(String defect) {
        return new IllegalArgumentException(who + " " + defect + advice);
    }
}
