package io.lockweir.cli.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockweir.cli.config.KeySection;
import io.lockweir.cli.config.UsageException;
import io.lockweir.encryption.keys.KeyUnavailableError;
import io.lockweir.store.TopicExport;
import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.LongConsumer;

/**
 * The topic of subjects in a file: the lines of {@link TopicExport} and a last one with their digest, so that half a file is not taken for a
 * whole. Nothing in it is in clear, but it is an old copy of the topic: who has the KEKs reads with it what was shredded since. To be closed.
 */
public final class SubjectBackup implements AutoCloseable {
    private static final String FORMAT = "lockweir-subjects-export/1";
    private static final String END = "{\"format\":";

    private final TopicExport topic;

    private SubjectBackup(TopicExport topic) {
        this.topic = topic;
    }

    /** Opens the topic that a configuration names. */
    public static SubjectBackup open(KeySection section) {
        if (!section.hasSubjects()) {
            throw new UsageException(
                    "Key 'store.subjects.topic' is missing. Name the topic of subjects, as the connectors do.");
        }
        SubjectLogs.provider(section);
        try {
            return new SubjectBackup(TopicExport.ofSubjects(section.storeSettings()));
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Writes all records; says how many. */
    public long export(Writer target, LongConsumer progress) throws IOException {
        Digesting digesting = new Digesting(target);
        long records = topic.export(digesting, progress);
        target.write(
                END + "\"" + FORMAT + "\",\"records\":" + records + ",\"sha256\":\"" + digesting.digest() + "\"}\n");
        target.flush();
        return records;
    }

    /**
     * Publishes what the topic has not, after the whole file was checked. Repeated, it goes on.
     *
     * @param progress is told the number of published records
     * @throws UsageException if the file is cut off, changed, or no export of subjects, or the topic has too few partitions
     */
    public long restore(Path file, LongConsumer progress) throws IOException {
        long length = checked(file);
        try (Reader lines = new FirstPart(Files.newBufferedReader(file), length)) {
            return topic.restore(lines, progress);
        } catch (IllegalArgumentException e) {
            throw new UsageException("The export does not fit the topic. " + e.getMessage(), e);
        } catch (IOException e) {
            if (e.getCause() == null) {
                throw e;
            }
            throw new KeyUnavailableError(
                    e.getMessage() + ". Check the brokers of store.subjects.kafka.*", e.getCause());
        }
    }

    /** The length of what stands before the last line, if that fits it. */
    private static long checked(Path file) throws IOException {
        MessageDigest digest = sha256();
        long length = 0;
        long records = 0;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(END)) {
                    checkEnd(line, records, HexFormat.of().formatHex(digest.digest()));
                    if (lines.readLine() != null) {
                        throw new UsageException("The export goes on behind its last line.");
                    }
                    return length;
                }
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
                length += line.length() + 1L;
                records++;
            }
        }
        throw new UsageException("The export is cut off: its last line is missing. Take another copy of it.");
    }

    private static void checkEnd(String line, long records, String digest) {
        JsonNode end;
        try {
            end = new ObjectMapper().readTree(line);
        } catch (JsonProcessingException e) {
            throw new UsageException("The last line of the export is no JSON.");
        }
        if (!end.path("format").asText().equals(FORMAT)) {
            throw new UsageException("The file is no export of subjects of format " + FORMAT
                    + ". An export of data keys is restored without --subjects.");
        }
        if (end.path("records").asLong(-1) != records
                || !end.path("sha256").asText().equals(digest)) {
            throw new UsageException(
                    "The export was changed: number or digest of its records do not fit its last line.");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public void close() {
        topic.close();
    }

    /** Digests what passes. */
    private static final class Digesting extends FilterWriter {
        private final MessageDigest digest = sha256();

        Digesting(Writer target) {
            super(target);
        }

        @Override
        public void write(int c) throws IOException {
            write(String.valueOf((char) c), 0, 1);
        }

        @Override
        public void write(char[] text, int offset, int length) throws IOException {
            write(new String(text, offset, length), 0, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            digest.update(text.substring(offset, offset + length).getBytes(StandardCharsets.UTF_8));
            out.write(text, offset, length);
        }

        String digest() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /** Ends before the last line. */
    private static final class FirstPart extends FilterReader {
        private long left;

        FirstPart(Reader source, long length) {
            super(source);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            char[] one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(length, left));
            left -= Math.max(0, read);
            return read;
        }
    }
}
