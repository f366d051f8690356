package io.lockweir.stack.servers.catalog;

import jakarta.servlet.DispatcherType;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.rest.RESTCatalogAdapter;
import org.apache.iceberg.rest.RESTCatalogServlet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The Iceberg REST catalog as a test server.
 *
 * <p>Settings come as system properties {@code catalog.*}; all but the catalog's own ({@code catalog.property.*}) are
 * {@code host}, {@code port}, {@code folder}, {@code client.id}, {@code client.secret} and {@code token.lifetime.ms}.
 */
public final class CatalogServer {
    static final String TOKENS = "/v1/oauth/tokens";
    private static final String PREFIX = "catalog.";
    private static final String PROPERTY = "catalog.property.";

    private CatalogServer() {}

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(setting("folder"));
        Tokens tokens = new Tokens(
                TokenKey.in(folder),
                Duration.ofMillis(Long.parseLong(setting("token.lifetime.ms"))),
                Clock.systemUTC());
        Clients clients = new Clients();
        clients.put(
                setting("client.id"),
                new Clients.Client(setting("client.secret"), tokens.lifetime(), Clients.State.ADMITTED));
        Server server = server(Integer.parseInt(setting("port")), catalog(folder), tokens, clients);
        server.start();
        System.out.println("catalog ready");
        server.join();
    }

    private static String setting(String name) {
        String value = System.getProperty(PREFIX + name);
        if (value == null) {
            throw new IllegalArgumentException("-D" + PREFIX + name + " is missing");
        }
        return value;
    }

    private static Catalog catalog(Path folder) {
        Map<String, String> properties = new HashMap<>();
        Properties system = System.getProperties();
        for (String name : system.stringPropertyNames()) {
            if (name.startsWith(PROPERTY)) {
                properties.put(name.substring(PROPERTY.length()), system.getProperty(name));
            }
        }
        properties.put("catalog-impl", "org.apache.iceberg.jdbc.JdbcCatalog");
        properties.put("uri", "jdbc:sqlite:" + folder.resolve("catalog.db"));
        properties.put("jdbc.schema-version", "V1");
        // SQLite has one writer; with a second connection a commit fails with "database is locked".
        properties.put("clients", "1");
        return CatalogUtil.buildIcebergCatalog("local", properties, null);
    }

    private static Server server(int port, Catalog catalog, Tokens tokens, Clients clients) {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(setting("host"));
        connector.setPort(port);
        server.addConnector(connector);

        RequestLog log = new RequestLog();
        Issuers issuers = new Issuers(Clock.systemUTC());
        ServletContextHandler handler = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
        EnumSet<DispatcherType> requests = EnumSet.of(DispatcherType.REQUEST);
        handler.addFilter(new FilterHolder(new RequestLogFilter(log)), "/v1/*", requests);
        handler.addFilter(new FilterHolder(new BearerFilter(tokens, clients, issuers)), "/v1/*", requests);
        handler.addServlet(new ServletHolder(new TokenServlet(tokens, clients)), TOKENS);
        handler.addServlet(new ServletHolder(new RequestLogServlet(log)), "/lockweir/requests");
        handler.addServlet(new ServletHolder(new ClientsServlet(clients, issuers)), "/lockweir/clients");
        handler.addServlet(new ServletHolder(new RESTCatalogServlet(new RESTCatalogAdapter(catalog))), "/*");
        server.setHandler(handler);
        return server;
    }
}
