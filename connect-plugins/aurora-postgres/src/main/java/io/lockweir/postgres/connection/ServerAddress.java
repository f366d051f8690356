package io.lockweir.postgres.connection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One server of the cluster.
 *
 * @param host a DNS name or an IP address; an IPv6 address stands without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {

    /** PostgreSQL's port, where none is given. */
    public static final int DEFAULT_PORT = 5432;

    private static final Pattern SYNTAX = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(?::([0-9]{1,5}))?");

    public ServerAddress {
        if (host.isEmpty()) {
            throw new IllegalArgumentException("a server's host is empty");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " of server " + host + " is not within 1 to 65535");
        }
    }

    /**
     * Parses {@code host}, {@code host:port} or {@code [ipv6]:port}.
     *
     * @throws IllegalArgumentException with a text for the user
     */
    public static ServerAddress parse(String text, int defaultPort) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a server address: write host, host:port or [ipv6]:port");
        }
        String host = matcher.group(1);
        boolean bracketed = host.startsWith("[");
        String port = matcher.group(2);
        return new ServerAddress(
                bracketed ? host.substring(1, host.length() - 1) : host,
                port == null ? defaultPort : Integer.parseInt(port));
    }

    /** Parses a comma-separated list, in the order of preference. */
    public static List<ServerAddress> parseList(String text, int defaultPort) {
        List<ServerAddress> addresses = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            ServerAddress address = parse(part, defaultPort);
            if (addresses.contains(address)) {
                throw new IllegalArgumentException("server " + address + " stands twice in the list");
            }
            addresses.add(address);
        }
        return List.copyOf(addresses);
    }

    /**
     * The JDBC URL of a database on this server alone. Never a list: a token is signed for one host and port, and the driver's
     * own choice among several hosts would hide which one was meant.
     */
    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + this + "/" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
