package io.lockweir.stack.servers.catalog;

import java.util.regex.Pattern;

/** What a path of the REST specification is about. The first constant that matches wins. */
enum PathKind {
    CONFIG("/v1/config"),
    TOKENS("/v1/oauth/tokens"),
    METRICS("/v1/.*/metrics"),
    TRANSACTION("/v1/.*transactions/commit"),
    RENAME("/v1/.*(tables|views)/rename"),
    VIEWS("/v1/.*/views(/.*)?"),
    TABLE("/v1/.*namespaces/[^/]+/tables/[^/]+"),
    TABLES("/v1/.*namespaces/[^/]+/(tables|register)"),
    NAMESPACE("/v1/.*namespaces/[^/]+(/properties)?"),
    NAMESPACES("/v1/.*namespaces"),
    OTHER(".*");

    private final Pattern pattern;

    PathKind(String regex) {
        this.pattern = Pattern.compile(regex);
    }

    static PathKind of(String path) {
        for (PathKind kind : values()) {
            if (kind.pattern.matcher(path).matches()) {
                return kind;
            }
        }
        return OTHER;
    }
}
