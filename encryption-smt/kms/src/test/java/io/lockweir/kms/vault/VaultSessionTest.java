package io.lockweir.kms.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestClient;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VaultSessionTest {
    private static final Attempt WRAP = Attempt.wrap("Vault transit", "bank");
    /** Renewed after two thirds; by this clock it never ends. */
    private static final Duration LEASE = Duration.ofSeconds(1);

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void aTokenThatLivesServesWhileItsRenewalHangs() throws Exception {
        CountDownLatch renewing = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        HttpServer vault = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vault.createContext("/v1/auth/token/renew-self", exchange -> {
            renewing.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        vault.start();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        URI address = URI.create("http://localhost:" + vault.getAddress().getPort());
        VaultConnection connection = new VaultConnection(new RestClient(Duration.ofMinutes(5)), address, "");
        Login login = (attempt, now) -> new Lease("hvs.test", LEASE, true, now);
        try (VaultSession session = new VaultSession(connection, login, CLOCK)) {
            assertThat(session.token(WRAP)).isEqualTo("hvs.test");
            assertThat(renewing.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(threads.submit(() -> session.token(WRAP)).get(1, TimeUnit.MINUTES))
                    .isEqualTo("hvs.test");
        } finally {
            released.countDown();
            threads.shutdownNow();
            vault.stop(0);
        }
    }
}
