package io.lockweir.stack.fault;

import com.sun.net.httpserver.HttpServer;
import io.lockweir.stack.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy of ours that stands before one server and does to chosen requests what bad networks and gateways do.
 *
 * <p>Without rules it passes everything on. Rules are asked in the order in which they were set; the first that takes the request
 * decides. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    private final URI upstream;
    private final InetSocketAddress address;
    private final List<FaultRule> rules = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(FaultyProxy::daemon);
    private @Nullable HttpServer server;

    private FaultyProxy(URI upstream) {
        this.upstream = upstream;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free());
    }

    /** Listens on a free port of loopback; the server need not run yet. */
    public static FaultyProxy before(URI upstream) {
        FaultyProxy proxy = new FaultyProxy(upstream);
        proxy.resume();
        return proxy;
    }

    /** The proxy's address with the path of the server's. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + address.getPort() + upstream.getPath());
    }

    /** The next matching request only. */
    public FaultRule once(Predicate<ProxiedRequest> predicate, Fault fault) {
        return onNth(1, predicate, fault);
    }

    /** The {@code n}-th matching request from now, counted from 1. */
    public FaultRule onNth(int n, Predicate<ProxiedRequest> predicate, Fault fault) {
        return add(new FaultRule(predicate, fault, n, n));
    }

    /** Every matching request until {@link #clear()}. */
    public FaultRule always(Predicate<ProxiedRequest> predicate, Fault fault) {
        return add(new FaultRule(predicate, fault, 1, Integer.MAX_VALUE));
    }

    private FaultRule add(FaultRule rule) {
        rules.add(rule);
        return rule;
    }

    /** No faults from now on. */
    public void clear() {
        rules.clear();
    }

    Optional<Fault> faultFor(ProxiedRequest request) {
        return rules.stream()
                .filter(rule -> rule.takes(request))
                .map(FaultRule::fault)
                .findFirst();
    }

    /** Connections are refused and open ones ended, until {@link #resume()}: the server is down for its clients. */
    public synchronized void refuse() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Listens again on the same port. */
    public synchronized void resume() {
        if (server != null) {
            return;
        }
        try {
            HttpServer fresh = HttpServer.create(address, 0);
            fresh.createContext("/", new FaultyExchange(upstream, this::faultFor));
            fresh.setExecutor(threads);
            fresh.start();
            server = fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address, e);
        }
    }

    @Override
    public void close() {
        refuse();
        threads.shutdownNow();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        return thread;
    }
}
