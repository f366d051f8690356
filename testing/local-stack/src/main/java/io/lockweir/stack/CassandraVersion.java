package io.lockweir.stack;

/** The releases of Cassandra whose commit logs must be read. */
public enum CassandraVersion {
    V5_0("cassandra-5.0"),
    V4_1("cassandra-4.1");

    private final String server;

    CassandraVersion(String server) {
        this.server = server;
    }

    /** Name of the class path file in the stack's home, and of the service. */
    public String server() {
        return server;
    }
}
