package io.lockweir.stack.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Free ports on loopback.
 *
 * <p>Below the range from which the kernel takes the ports of outgoing connections (32768 on Linux): one of those could take a
 * port between its choice here and the server's bind, or while a killed server waits for its restart.
 */
public final class Ports {
    private static final int LOWEST = 20_000;
    private static final int END = 32_000;
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    /** A port that nobody listens on, never given twice in this JVM. */
    public static int free() {
        for (int attempt = 0; attempt < END - LOWEST; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, END);
            if (GIVEN.add(port) && canBind(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port from " + LOWEST + " to " + END);
    }

    private static boolean canBind(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
