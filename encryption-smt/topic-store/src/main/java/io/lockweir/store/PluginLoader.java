package io.lockweir.store;

import java.util.function.Supplier;

/**
 * Runs something with this plugin's class loader as the thread's: Kafka's clients look for login modules and callback handlers there, and in a Connect
 * worker the calling thread has whatever loader the worker left.
 */
final class PluginLoader {
    private PluginLoader() {}

    static <T> T with(Supplier<T> made) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(PluginLoader.class.getClassLoader());
        try {
            return made.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
