package io.lockweir.stack.process;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * First main class of every server JVM: runs the real one and ends the JVM, with its children, when standard input ends.
 *
 * <p>Standard input is a pipe held by the process that started the server; the kernel closes it however that process dies, so
 * a server cannot outlive a killed test. Uses the JDK only, since it is put on the class path of foreign servers.
 */
public final class Supervised {
    static final int PARENT_DIED = 143;

    private Supervised() {}

    /** The arguments are the real main class and its own. */
    public static void main(String[] args) throws ReflectiveOperationException {
        watch(System.in);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            // As the JVM would do for a main that throws; other threads of the server must not keep the process alive.
            e.getTargetException().printStackTrace();
            System.exit(1);
        }
    }

    private static void watch(InputStream input) {
        Thread watcher = new Thread(() -> haltAtEnd(input), "parent-watch");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void haltAtEnd(InputStream input) {
        try {
            while (input.read() >= 0) {
                // Nobody writes here; only the end matters.
            }
        } catch (IOException e) {
            // A broken pipe is an end, too.
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        Runtime.getRuntime().halt(PARENT_DIED);
    }
}
