package io.lockweir.stack;

import java.net.URI;

/** Apicurio schema registry, in memory. */
public interface RegistryService extends Service {
    /** The Confluent-compatible API, {@code …/apis/ccompat/v7}. */
    URI ccompatUrl();

    /** The registry's own API, {@code …/apis/registry/v3}. */
    URI apicurioUrl();
}
