package io.lockweir.cli.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.keys.DekRecord;
import io.lockweir.encryption.keys.DekRecordCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file that {@code export} writes and {@code restore} reads: one JSON object a line, in the order of the store, and a last line with
 * their number and digest, so that half a file is not taken for a whole. Nothing in it is secret: data keys are wrapped.
 */
public final class StoreExport {
    private static final String FORMAT = "lockweir-dek-export/1";
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoreExport() {}

    /** Writes records. */
    public static void write(List<DekRecord> records, Writer target) throws IOException {
        MessageDigest digest = sha256();
        for (DekRecord record : records) {
            Map<String, Object> line = new LinkedHashMap<>(RecordFields.of(record));
            byte[] encoded = DekRecordCodec.encode(record);
            digest.update(encoded);
            line.put("record", Base64.getEncoder().encodeToString(encoded));
            target.write(JSON.writeValueAsString(line));
            target.write('\n');
        }
        Map<String, Object> end = new LinkedHashMap<>();
        end.put("format", FORMAT);
        end.put("records", records.size());
        end.put("sha256", HexFormat.of().formatHex(digest.digest()));
        target.write(JSON.writeValueAsString(end));
        target.write('\n');
    }

    /**
     * Reads a whole file.
     *
     * @throws UsageException naming the line, if it is cut off, changed, or no export
     */
    public static List<DekRecord> read(BufferedReader source) throws IOException {
        MessageDigest digest = sha256();
        List<DekRecord> records = new ArrayList<>();
        int number = 0;
        for (String text = source.readLine(); text != null; text = source.readLine()) {
            number++;
            JsonNode line = parsed(text, number);
            if (line.has("format")) {
                checkEnd(line, records.size(), HexFormat.of().formatHex(digest.digest()), source);
                return records;
            }
            byte[] encoded = encoded(line, number);
            digest.update(encoded);
            records.add(decoded(encoded, number));
        }
        throw new UsageException("The export is cut off after line " + number + ": its last line is missing.");
    }

    private static void checkEnd(JsonNode end, int records, String digest, BufferedReader source) throws IOException {
        if (!end.path("format").asText().equals(FORMAT)) {
            throw new UsageException("The file is no export of data keys of format " + FORMAT + ".");
        }
        if (end.path("records").asInt(-1) != records
                || !end.path("sha256").asText().equals(digest)) {
            throw new UsageException(
                    "The export was changed: number or digest of its records do not fit its last line.");
        }
        if (source.readLine() != null) {
            throw new UsageException("The export goes on behind its last line.");
        }
    }

    private static JsonNode parsed(String text, int number) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw wrong(number, "no JSON");
        }
    }

    private static byte[] encoded(JsonNode line, int number) {
        if (!line.has("record")) {
            throw wrong(number, "it has no record. An export of subjects is restored with --subjects");
        }
        try {
            return Base64.getDecoder().decode(line.path("record").asText().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
            throw wrong(number, "no base64");
        }
    }

    private static DekRecord decoded(byte[] encoded, int number) {
        try {
            return DekRecordCodec.decode(encoded);
        } catch (IllegalArgumentException e) {
            throw wrong(number, String.valueOf(e.getMessage()));
        }
    }

    private static UsageException wrong(int number, String why) {
        return new UsageException("Line " + number + " of the export is no data key record: " + why + ".");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
