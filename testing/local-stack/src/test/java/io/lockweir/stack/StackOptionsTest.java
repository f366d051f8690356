package io.lockweir.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lockweir.stack.StackOptions.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class StackOptionsTest {
    private static final ConnectOptions WORKER = ConnectOptions.of(ConnectVersion.V4_3);

    @Test
    void aWorkerBringsKafkaAndACatalogBringsTheObjectStore() {
        StackOptions options =
                new StackOptions(Set.of(Kind.CATALOG), CatalogOptions.DEFAULT, List.of(), List.of(WORKER));
        assertThat(options.kinds()).containsExactlyInAnyOrder(Kind.KAFKA, Kind.OBJECT_STORE, Kind.CATALOG);
    }

    @Test
    void refusesTwoWorkersOfOneName() {
        assertThatThrownBy(() -> new StackOptions(Set.of(), CatalogOptions.DEFAULT, List.of(), List.of(WORKER, WORKER)))
                .hasMessage("two Connect workers of one stack have the same name");
    }

    @Test
    void refusesTwoNodesOfOneVersion() {
        assertThatThrownBy(() -> LocalStack.builder()
                        .withCassandra(CassandraVersion.V5_0, CassandraVersion.V5_0)
                        .options())
                .hasMessage("two Cassandra nodes of one stack have the same version");
    }

    @Test
    void workersOfOneGroupMayHaveDifferentNames() {
        ConnectOptions first = WORKER.withProperty("group.id", "shared");
        ConnectOptions second = first.named("second");
        assertThat(second.groupId()).isEqualTo(first.groupId()).isEqualTo("shared");
    }

    @Test
    void sameBuildersMakeEqualOptionsSoThatTestsShareAStack() {
        assertThat(LocalStack.builder().withKafka().withConnect(WORKER).options())
                .isEqualTo(LocalStack.builder().withConnect(WORKER).options());
    }

    @Test
    void printedEnvironmentHidesSecrets() {
        StackEnvironment environment = new StackEnvironment()
                .put("POSTGRES_PASSWORD", "p1")
                .put("S3_SECRET_KEY", "p2")
                .put("CATALOG_CREDENTIAL", "p3")
                .put("POSTGRES_HOST", "127.0.0.1");
        assertThat(environment.printable())
                .contains("LOCKWEIR_POSTGRES_HOST=127.0.0.1")
                .doesNotContain("p1", "p2", "p3");
        assertThat(environment.toString()).doesNotContain("p1", "p2", "p3");
    }
}
