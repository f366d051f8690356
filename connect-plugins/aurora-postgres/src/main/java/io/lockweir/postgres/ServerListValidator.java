package io.lockweir.postgres;

import io.lockweir.postgres.connection.ServerAddress;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** A list of server addresses, each once. */
final class ServerListValidator implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, Object value) {
        List<?> hosts = (List<?>) value;
        if (hosts.isEmpty()) {
            return;
        }
        try {
            ServerAddress.parseList(
                    String.join(",", hosts.stream().map(String::valueOf).toList()), ServerAddress.DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return "host or host:port, each once";
    }
}
