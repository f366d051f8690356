package io.lockweir.demo.pipeline;

import io.lockweir.demo.bank.Bank;
import io.lockweir.demo.canary.Canaries;
import io.lockweir.demo.workload.Mix;
import io.lockweir.demo.workload.Workload;
import io.lockweir.stack.LocalStack;
import java.time.Duration;
import java.util.SplittableRandom;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A bank whose changes the real source connector has brought into Kafka, once for all tests of the JVM. */
final class SharedBank {
    static final long CHANGES = 400;
    private static @Nullable BankPipeline pipeline;

    private SharedBank() {}

    static synchronized BankPipeline on(LocalStack stack) throws Exception {
        if (pipeline == null) {
            BankPipeline fresh = new BankPipeline(Bank.DEMO, stack, ProjectFolder.ofProperty());
            fresh.create();
            ConnectorFile source = fresh.source();
            fresh.put(source);
            stack.connect().awaitRunning(source.name(), Duration.ofSeconds(90));
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(fresh.database()::streams);
            Canaries canaries = new Canaries(new SplittableRandom(1));
            try (Workload workload = new Workload(fresh.database()::connect, Mix.BANK, 1, canaries)) {
                workload.start(CHANGES);
                Awaitility.await().atMost(Duration.ofSeconds(90)).until(workload::finished);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(90))
                    .until(() -> fresh.topics().changes() == CHANGES);
            stack.connect().deleteConnector(source.name());
            pipeline = fresh;
        }
        return pipeline;
    }
}
