package io.lockweir.stack.servers.kafka;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** Formats the log directory if it is new and runs the broker, in one JVM: a second one for the format costs seconds. */
public final class KafkaServer {
    private static final String CLUSTER_ID = "bG9ja3dlaXJsb2NhbHN0aw";

    private KafkaServer() {}

    /** Runs until it is killed; the one argument is the properties file. */
    public static void main(String[] args) {
        String[] format = {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", args[0]};
        int code = StorageTool.execute(format, System.out);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(new String[] {args[0]});
    }
}
