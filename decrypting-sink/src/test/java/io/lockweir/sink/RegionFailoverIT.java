package io.lockweir.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.lockweir.stack.CatalogOptions;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.LocalStackExtension;
import io.lockweir.stack.fault.Fault;
import io.lockweir.stack.fault.FaultRule;
import io.lockweir.stack.fault.FaultyProxy;
import io.lockweir.stack.fault.ProxiedRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.iceberg.BaseTable;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two regions, each with brokers, an object store and a catalog of its own. The first one is lost. */
class RegionFailoverIT {
    @RegisterExtension
    static final LocalStackExtension FIRST = LocalStackExtension.of(
            LocalStack.builder().withKafka().withObjectStore().withCatalog(CatalogOptions.DEFAULT.faultyProxy()));

    private static final String NAME = "region";
    private static final Pattern ANSWER = Pattern.compile("set (hold\\.[a-z0-9-]+)=replay or =accept");

    @TempDir
    private Path staging;

    @TempDir
    private Path work;

    @Test
    void goesOnInAnotherRegionFromACopyOfTableAndTopicOnceThatIsAccepted() throws Exception {
        try (LocalStack second = LocalStack.builder()
                        .withKafka()
                        .withObjectStore()
                        .withCatalog()
                        .work(work)
                        .start();
                SinkRig here = new SinkRig(FIRST.stack(), staging, NAME, 2);
                SinkRig there = new SinkRig(second, staging, NAME, 2)) {
            writeAndLose(here);
            copy(here, there, second);
            long replicated = there.rows();
            assertThat(replicated).isPositive().isLessThan(here.produced().size());

            Map<String, String> config = there.connector();
            Throwable stopped = refused(there, config);

            assertThat(stopped).hasMessageContaining("source-changed").hasMessageContaining("accept");
            assertThat(there.rows()).isEqualTo(replicated);
            Matcher answer = ANSWER.matcher(String.valueOf(stopped.getMessage()));
            assertThat(answer.find()).isTrue();
            Map<String, String> accepted = new HashMap<>(config);
            accepted.put(answer.group(1), "accept");
            try (DrivenTask task = new DrivenTask(there, accepted, 0, 1)) {
                until(task, () -> there.rows() == here.produced().size());
                there.produceFrom(1_000_000, 1, 30);
                until(
                        task,
                        () -> there.rows()
                                == here.produced().size() + there.produced().size());
            }
            // The answer is in the table: nobody has to leave it in the configuration.
            try (DrivenTask task = new DrivenTask(there, config, 0, 1)) {
                there.produceFrom(2_000_000, 0, 20);
                until(
                        task,
                        () -> there.rows()
                                == here.produced().size() + there.produced().size());
            }
            assertThat(there.ids())
                    .isEqualTo(Stream.concat(here.produced().stream(), there.produced().stream())
                            .sorted()
                            .toList());
        }
    }

    /** Some of it in the table, some in the topic only, when the region is lost. */
    private static void writeAndLose(SinkRig rig) {
        FaultyProxy proxy = FIRST.stack().catalog().faultyProxy().orElseThrow();
        DrivenTask lost = new DrivenTask(rig, rig.connector(), 0, 1);
        rig.produce(0, 120);
        rig.abort(0, 10);
        rig.produce(1, 80);
        until(lost, () -> rig.rows() == rig.produced().size());
        FaultRule refused = proxy.always(
                ProxiedRequest.tableCommit().and(request -> request.path().endsWith("/tables/" + NAME)),
                new Fault.AnswerInstead(503));
        rig.produce(0, 70);
        rig.produce(1, 5);
        until(lost, () -> refused.fired() > 0);
        lost.kill();
    }

    /** Metadata and files under the names they have, and the records at the offsets they have. */
    private static void copy(SinkRig here, SinkRig there, LocalStack second) throws Exception {
        String metadata = ((BaseTable) here.table()).operations().current().metadataFileLocation();
        there.drop();
        copyFiles(
                FIRST.stack().objectStore().dataDirectory(),
                second.objectStore().dataDirectory(),
                here.table().location().replaceFirst("^s3://", ""));
        there.register(metadata);
        for (int partition : List.of(0, 1)) {
            long end = MirroredTopic.copy(
                    here.bootstrapServers(), there.bootstrapServers(), new TopicPartition(here.topic, partition));
            assertThat(end).isPositive();
        }
    }

    private static void copyFiles(Path from, Path to, String folder) throws IOException {
        try (Stream<Path> files = Files.walk(from.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** What the task fails with: its only table holds. */
    private static Throwable refused(SinkRig rig, Map<String, String> config) {
        try (DrivenTask task = new DrivenTask(rig, config, 0, 1)) {
            Throwable thrown = catchThrowable(() -> until(task, () -> false));
            assertThat(thrown).isInstanceOf(ConnectException.class);
            return thrown;
        }
    }

    private static void until(DrivenTask task, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    task.poll();
                    return condition.call();
                });
    }
}
