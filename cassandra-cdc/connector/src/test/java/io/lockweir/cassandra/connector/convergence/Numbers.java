package io.lockweir.cassandra.connector.convergence;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of {@code conv.seq}, each of which is written once: what its topic has of them, how often, and what the node has. */
final class Numbers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Long, Integer> published = new TreeMap<>();

    void accept(String topic, byte[] key) {
        if (topic.endsWith("." + Tables.KEYSPACE + ".seq")) {
            try {
                published.merge(JSON.readTree(key).get("n").longValue(), 1, Integer::sum);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** With how often, which should be once. */
    Map<Long, Integer> published() {
        return published;
    }

    static Set<Long> queried(CqlSession session) {
        Set<Long> numbers = new TreeSet<>();
        for (Row row : session.execute(
                SimpleStatement.newInstance("SELECT n FROM conv.seq").setPageSize(5000))) {
            numbers.add(row.getLong(0));
        }
        return numbers;
    }
}
