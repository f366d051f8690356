package io.lockweir.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A plugin zip, unpacked. */
record Plugin(String name, Path folder) {

    static Plugin unzip(String name, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(Project.zip(name));
                ZipInputStream zip = new ZipInputStream(file)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && path.startsWith(target)) {
                    Files.createDirectories(Objects.requireNonNull(path.getParent()));
                    Files.copy(zip, path);
                }
            }
        }
        return new Plugin(name, target.resolve("lockweir-" + name + "-" + Project.version()));
    }

    List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("lib"))) {
            return files.sorted().toList();
        }
    }

    /** A loader that has the plugin's jars first and the worker's classes second, as Connect's has. */
    URLClassLoader loader() throws IOException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars()) {
            urls.add(jar.toUri().toURL());
        }
        return new ChildFirst(urls.toArray(URL[]::new));
    }

    private static final class ChildFirst extends URLClassLoader {

        private ChildFirst(URL[] urls) {
            super(urls, Plugin.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean ofTheWorker =
                    name.startsWith("org.apache.kafka.") || name.startsWith("org.slf4j.") || name.startsWith("java");
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                if (loaded == null && !ofTheWorker) {
                    try {
                        loaded = findClass(name);
                    } catch (ClassNotFoundException e) {
                        loaded = null;
                    }
                }
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }
}
