package io.lockweir.kms.vault;

import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import java.time.Duration;
import java.time.Instant;

/** A token that somebody else made: asked only how long it lives. */
record TokenLogin(VaultConnection connection, Secret token, String name) implements Login {

    @Override
    public Lease login(Attempt attempt, Instant now) throws KmsException {
        String text = token.text();
        RestAnswer answer = connection.get(attempt, "auth/token/lookup-self", text);
        if (!answer.isOk()) {
            throw VaultFailure.ofLogin(attempt, answer, name);
        }
        RestAnswer data = answer.in("data");
        return new Lease(text, Duration.ofSeconds(data.number("ttl")), data.flag("renewable"), now);
    }

    @Override
    public String toString() {
        return name;
    }
}
