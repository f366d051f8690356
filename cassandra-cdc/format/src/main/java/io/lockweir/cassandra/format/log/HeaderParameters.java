package io.lockweir.cassandra.format.log;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the JSON of a segment's header: an object of texts and of objects of texts, which are skipped. All that a node writes there;
 * anything else is taken as broken.
 */
final class HeaderParameters {

    private final String json;
    private int at;

    private HeaderParameters(String json) {
        this.json = json;
    }

    /** The texts of the outer object, or nothing if the JSON is not of the expected kind. */
    static Optional<Map<String, String>> parse(String json) {
        if (json.isEmpty()) {
            return Optional.of(Map.of());
        }
        HeaderParameters parser = new HeaderParameters(json);
        try {
            Map<String, String> texts = parser.object();
            return parser.at == json.length() ? Optional.of(texts) : Optional.empty();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private Map<String, String> object() {
        Map<String, String> texts = new HashMap<>();
        expect('{');
        while (peek() != '}') {
            String key = text();
            expect(':');
            switch (peek()) {
                case '"' -> texts.put(key, text());
                case '{' -> object();
                default -> literal();
            }
            if (peek() == ',') {
                expect(',');
            } else if (peek() != '}') {
                throw new IllegalArgumentException("no comma");
            }
        }
        expect('}');
        return texts;
    }

    private String text() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (json.charAt(at) != '"') {
            if (json.charAt(at) == '\\') {
                at++;
                if (json.charAt(at) == 'u') {
                    text.append((char) Integer.parseInt(json.substring(at + 1, at + 5), 16));
                    at += 5;
                    continue;
                }
            }
            text.append(json.charAt(at++));
        }
        at++;
        return text.toString();
    }

    /** A number, a boolean or null, which nothing here needs. */
    private void literal() {
        int start = at;
        while (Character.isLetterOrDigit(json.charAt(at)) || "+-.".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        if (at == start) {
            throw new IllegalArgumentException("no value");
        }
    }

    private char peek() {
        while (json.charAt(at) == ' ') {
            at++;
        }
        return json.charAt(at);
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw new IllegalArgumentException("no " + expected);
        }
        at++;
    }
}
