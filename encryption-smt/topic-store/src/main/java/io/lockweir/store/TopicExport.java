package io.lockweir.store;

import io.lockweir.encryption.shred.SubjectLog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Export and restore of a topic that holds keys, as JSON lines: {@code {"partition":0,"offset":5,"key":"base64","value":"base64"}}. Everything in it is
 * wrapped; it is as worth protecting as the topic, no less. To be closed.
 */
public final class TopicExport implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile(
            "\\{\"partition\":(\\d{1,5}),\"offset\":\\d{1,19},\"key\":\"([A-Za-z0-9+/=]*)\",\"value\":\"([A-Za-z0-9+/=]*)\"}");
    private static final int BATCH = 1000;

    private final KafkaLog log;

    private TopicExport(KafkaLog log) {
        this.log = log;
    }

    /** Of the topic of data keys, with the settings of a {@code topic} store. */
    public static TopicExport ofDeks(Map<String, String> settings) {
        TopicStoreConfig config = TopicStoreConfig.of(settings);
        return new TopicExport(KafkaLog.open(config.deks(), config.deksClients(), config.timeouts()));
    }

    /** Of the topic of subjects, with the settings of a {@code topic} store. */
    public static TopicExport ofSubjects(Map<String, String> settings) {
        TopicStoreConfig config = TopicStoreConfig.of(settings);
        return new TopicExport(KafkaLog.open(config.subjects(), config.subjectsClients(), config.timeouts()));
    }

    /**
     * Writes all records, nulls left out.
     *
     * @param progress is told the number of records now and then
     * @return the number of records
     */
    public long export(Writer target, LongConsumer progress) throws IOException {
        long[] count = {0};
        try {
            for (int partition = 0; partition < log.partitions(); partition++) {
                log.scan(partition, entry -> {
                    byte[] value = entry.value();
                    if (value != null) {
                        write(target, entry, value);
                        if (++count[0] % BATCH == 0) {
                            progress.accept(count[0]);
                        }
                    }
                });
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        target.flush();
        progress.accept(count[0]);
        return count[0];
    }

    /**
     * Brings back what is missing, in the order of the export: records whose key has no value in the topic now. A record that is there is never replaced, so
     * that an old export undoes nothing that was done since.
     *
     * @param progress is told the number of restored records now and then
     * @return the number of restored records
     * @throws IllegalArgumentException if a line is none of an export, or belongs to a partition that the topic does not have
     */
    public long restore(Reader source, LongConsumer progress) throws IOException {
        MissingRecords missing = new MissingRecords();
        for (int partition = 0; partition < log.partitions(); partition++) {
            log.scan(partition, missing::present);
        }
        BufferedReader lines = new BufferedReader(source);
        List<CompletableFuture<Long>> batch = new ArrayList<>();
        long count = 0;
        long number = 0;
        for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Line " + number + " is no line of an export");
            }
            int partition = Integer.parseInt(matcher.group(1));
            if (partition >= log.partitions()) {
                throw new IllegalArgumentException("Line " + number + " belongs to partition " + partition + ", and "
                        + log + " has " + log.partitions() + ". Create it with as many as the exported one");
            }
            byte[] key = Base64.getDecoder().decode(matcher.group(2));
            byte[] value = Base64.getDecoder().decode(matcher.group(3));
            if (missing.isMissing(partition, key, value)) {
                batch.add(log.append(partition, key, value));
                count++;
            }
            if (batch.size() == BATCH) {
                settle(batch);
                progress.accept(count);
            }
        }
        settle(batch);
        progress.accept(count);
        return count;
    }

    @Override
    public void close() {
        log.close();
    }

    private static void write(Writer target, SubjectLog.Entry entry, byte[] value) {
        Base64.Encoder base64 = Base64.getEncoder();
        try {
            target.write("{\"partition\":" + entry.partition() + ",\"offset\":" + entry.offset() + ",\"key\":\""
                    + base64.encodeToString(entry.key()) + "\",\"value\":\"" + base64.encodeToString(value) + "\"}\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void settle(List<CompletableFuture<Long>> batch) throws IOException {
        try {
            batch.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IOException(
                    "A record was not acknowledged. Repeat the restore: it goes on where it stopped", e.getCause());
        }
        batch.clear();
    }
}
