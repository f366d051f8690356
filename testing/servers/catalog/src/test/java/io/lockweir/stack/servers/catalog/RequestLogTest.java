package io.lockweir.stack.servers.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RequestLogTest {
    @ParameterizedTest
    @CsvSource({
        "/v1/config,CONFIG",
        "/v1/oauth/tokens,TOKENS",
        "/v1/namespaces,NAMESPACES",
        "/v1/namespaces/bank,NAMESPACE",
        "/v1/namespaces/bank/properties,NAMESPACE",
        "/v1/namespaces/bank/tables,TABLES",
        "/v1/namespaces/bank/tables/customers,TABLE",
        "/v1/prefix/namespaces/bank/tables/customers,TABLE",
        "/v1/namespaces/bank/tables/customers/metrics,METRICS",
        "/v1/transactions/commit,TRANSACTION",
        "/v1/tables/rename,RENAME",
        "/v1/namespaces/bank/views/v,VIEWS",
        "/v1/else,OTHER"
    })
    void knowsWhatAPathIsAbout(String path, PathKind kind) {
        assertThat(PathKind.of(path)).isEqualTo(kind);
    }

    @Test
    void readsTheUpdatesOfATableAndOfATransaction() throws IOException {
        String commit =
                "{\"requirements\":[],\"updates\":[{\"action\":\"add-snapshot\"},{\"action\":\"set-properties\"}]}";
        assertThat(CommitBody.updates(bytes(commit))).containsExactly("add-snapshot", "set-properties");
        assertThat(CommitBody.updates(bytes("{\"table-changes\":[" + commit + "," + commit + "]}")))
                .hasSize(4);
    }

    @Test
    void findsNoUpdatesInOtherBodies() throws IOException {
        assertThat(CommitBody.updates(bytes(""))).isEmpty();
        assertThat(CommitBody.updates(bytes("{\"updates\":{\"a\":\"b\"}}"))).isEmpty();
        assertThat(CommitBody.updates(bytes("{broken"))).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
