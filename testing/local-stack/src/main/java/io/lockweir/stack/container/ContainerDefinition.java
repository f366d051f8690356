package io.lockweir.stack.container;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a service is as a container; plain data, so that a test can read it where no Docker engine is.
 *
 * @param name also the host name in the stack's network
 * @param ports from the container's to those of 127.0.0.1 on this machine
 * @param environment the container's variables
 * @param command empty for the image's own
 * @param binds folders and files of this machine to their place in the container
 * @param ready what tells that the server can be used
 */
record ContainerDefinition(
        String name,
        String image,
        Map<Integer, Integer> ports,
        Map<String, String> environment,
        List<String> command,
        Map<Path, String> binds,
        Ready ready) {

    /** What tells that a server can be used. */
    sealed interface Ready {
        /** A GET of this path is answered with 200. */
        record Http(int port, String path) implements Ready {}

        /** A line of the output matches, so many times. */
        record Log(String regex, int times) implements Ready {}
    }

    ContainerDefinition {
        ports = Map.copyOf(ports);
        environment = Map.copyOf(environment);
        command = List.copyOf(command);
        binds = Map.copyOf(binds);
    }
}
