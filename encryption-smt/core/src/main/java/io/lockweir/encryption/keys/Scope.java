package io.lockweir.encryption.keys;

import io.lockweir.encryption.envelope.Suite;
import io.lockweir.encryption.value.JoinDomain;
import java.io.ByteArrayOutputStream;
import java.util.Objects;

/** What a data key is good for: it is part of every derivation, so a key of one scope never opens an envelope of another. */
public sealed interface Scope {

    /** The suite, which the scope decides. */
    Suite suite();

    /** The name of the namespace or of the join domain. */
    String name();

    /** {@code S} of the specification. */
    byte[] encoded();

    /** Randomised encryption (suite 01) in a namespace, typically an environment or a domain of teams. */
    record Namespace(String name) implements Scope {
        public Namespace {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Suite suite() {
            return Suite.AES_256_GCM;
        }

        @Override
        public byte[] encoded() {
            return named(suite(), name);
        }
    }

    /** Randomised encryption, bound to clear fields of the row too (suite 03), in a namespace. */
    record Row(String name) implements Scope {
        public Row {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public Suite suite() {
            return Suite.AES_256_GCM_ROW;
        }

        @Override
        public byte[] encoded() {
            return named(suite(), name);
        }
    }

    /** Deterministic encryption (suite 02) in a join domain. */
    record Join(JoinDomain domain) implements Scope {
        public Join {
            Objects.requireNonNull(domain, "domain");
        }

        @Override
        public String name() {
            return domain.name();
        }

        @Override
        public Suite suite() {
            return Suite.AES_256_SIV;
        }

        @Override
        public byte[] encoded() {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(suite().code());
            ScopeName.write(domain.name(), bytes);
            bytes.write(domain.type().code());
            bytes.write(domain.normaliser().code());
            return bytes.toByteArray();
        }
    }

    private static byte[] named(Suite suite, String name) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(suite.code());
        ScopeName.write(name, bytes);
        return bytes.toByteArray();
    }
}
