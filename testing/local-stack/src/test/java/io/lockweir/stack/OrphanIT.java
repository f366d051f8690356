package io.lockweir.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers end when the JVM that started them is killed, which gives it no chance to end them. */
final class OrphanIT {

    /** Runs in the JVM to be killed: starts one JVM server and one native one and says which processes they are. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws Exception {
            try (LocalStack stack = LocalStack.builder()
                    .withPostgres()
                    .withObjectStore()
                    .work(Path.of(args[0]))
                    .start()) {
                ProcessHandle.current().descendants().forEach(child -> System.out.println(child.pid()));
                System.out.println("started " + stack.services().size());
                Thread.currentThread().join();
            }
        }
    }

    @Test
    void serversEndWithTheKilledJvm(@TempDir Path work) throws Exception {
        Process parent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dlockweir.stack.home=" + System.getProperty("lockweir.stack.home"),
                        Parent.class.getName(),
                        work.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<ProcessHandle> servers = new ArrayList<>();
        try (BufferedReader output = parent.inputReader()) {
            for (String line = output.readLine();
                    line != null && !line.startsWith("started");
                    line = output.readLine()) {
                ProcessHandle.of(Long.parseLong(line)).ifPresent(servers::add);
            }
            // S3Proxy's JVM, PostgreSQL's small one, the postmaster and its background processes.
            assertThat(servers).hasSizeGreaterThan(3).allMatch(ProcessHandle::isAlive);
        } finally {
            parent.destroyForcibly().waitFor();
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> servers.stream().noneMatch(ProcessHandle::isAlive));
    }
}
