package io.lockweir.demo.run;

import io.lockweir.demo.pipeline.BankPipeline;
import io.lockweir.demo.pipeline.ConnectorFile;
import io.lockweir.demo.run.RunOptions.Sources;
import io.lockweir.stack.ConnectService;
import io.lockweir.stack.LocalStack;
import io.lockweir.stack.Service;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What can happen to a server. Returns from a strike when the server answers again. */
enum Fault {
    KILL_WORKER(45, 0, 3) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            down(worker(pipeline.stack(), random), length(random));
        }
    },
    /** Longer than its sessions last: the other worker takes its partitions, and then both believe they own them. */
    FREEZE_WORKER(14, 11, 18) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            still(worker(pipeline.stack(), random), length(random));
        }
    },
    KILL_CATALOG(8, 0, 8) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            down(pipeline.stack().catalog(), length(random));
        }
    },
    /** Commits that were sent land late. */
    FREEZE_CATALOG(9, 1, 10) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            still(pipeline.stack().catalog(), length(random));
        }
    },
    KILL_OBJECT_STORE(8, 0, 8) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            down(pipeline.stack().objectStore(), length(random));
        }
    },
    KILL_BROKER(6, 0, 4) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            down(pipeline.stack().kafka(), length(random));
        }
    },
    /** A rebalance: the sink gets one to four tasks. */
    RESCALE(10, 0, 0) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) {
            String tasks = Integer.toString(random.nextInt(1, 5));
            worker(pipeline.stack(), random)
                    .putConnector(
                            sink.name(), sink.with(Map.of("tasks.max", tasks)).config());
        }
    },
    /** Only where it is a source. What it took since the last sync of its log survives: the process dies, not the machine. */
    KILL_CASSANDRA(20, 0, 3) {
        @Override
        void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException {
            down(pipeline.stack().cassandra(), length(random));
        }
    };

    /** Of a hundred, and one more where there is more to strike. */
    private final int share;

    private final int shortestSeconds;
    private final int longestSeconds;

    Fault(int share, int shortestSeconds, int longestSeconds) {
        this.share = share;
        this.shortestSeconds = shortestSeconds;
        this.longestSeconds = longestSeconds;
    }

    abstract void strike(BankPipeline pipeline, ConnectorFile sink, RandomGenerator random) throws InterruptedException;

    static Fault any(RandomGenerator random, Sources sources) {
        int drawn = random.nextInt(sources == Sources.BOTH ? 100 + KILL_CASSANDRA.share : 100);
        for (Fault fault : values()) {
            drawn -= fault.share;
            if (drawn < 0) {
                return fault;
            }
        }
        throw new IllegalStateException("The faults' shares do not add up");
    }

    Duration length(RandomGenerator random) {
        return Duration.ofMillis(random.nextLong(shortestSeconds * 1_000L, longestSeconds * 1_000L + 1));
    }

    private static ConnectService worker(LocalStack stack, RandomGenerator random) {
        List<ConnectService> workers = stack.workers();
        return workers.get(random.nextInt(workers.size()));
    }

    private static void down(Service service, Duration length) throws InterruptedException {
        service.kill();
        Thread.sleep(length.toMillis());
        service.restart();
    }

    private static void still(Service service, Duration length) throws InterruptedException {
        service.freeze();
        try {
            Thread.sleep(length.toMillis());
        } finally {
            service.thaw();
        }
    }

    /** As in the report. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
