package io.lockweir.stack;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a stack consists of; tests with equal options may share one stack.
 *
 * @param kinds completed with the services that the others need
 * @param nodes of Cassandra, each a cluster of its own
 */
public record StackOptions(
        Set<Kind> kinds, CatalogOptions catalog, List<CassandraVersion> nodes, List<ConnectOptions> workers) {

    /** Services of which a stack has one or none. */
    public enum Kind {
        POSTGRES,
        KAFKA,
        REGISTRY,
        OBJECT_STORE,
        CATALOG
    }

    public StackOptions {
        Set<Kind> needed = EnumSet.noneOf(Kind.class);
        needed.addAll(kinds);
        if (!workers.isEmpty()) {
            needed.add(Kind.KAFKA);
        }
        if (needed.contains(Kind.CATALOG)) {
            needed.add(Kind.OBJECT_STORE);
        }
        kinds = Set.copyOf(needed);
        nodes = List.copyOf(nodes);
        workers = List.copyOf(workers);
        if (workers.stream().map(ConnectOptions::name).distinct().count() != workers.size()) {
            throw new IllegalArgumentException("two Connect workers of one stack have the same name");
        }
        if (Set.copyOf(nodes).size() != nodes.size()) {
            throw new IllegalArgumentException("two Cassandra nodes of one stack have the same version");
        }
    }

    boolean has(Kind kind) {
        return kinds.contains(kind);
    }
}
