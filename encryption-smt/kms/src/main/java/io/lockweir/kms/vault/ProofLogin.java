package io.lockweir.kms.vault;

import com.google.gson.JsonObject;
import io.lockweir.encryption.kms.KmsException;
import io.lockweir.kms.Attempt;
import io.lockweir.kms.rest.RestAnswer;
import java.time.Instant;
import java.util.Optional;

/** A login by a name and a proof: AppRole by role id and secret id, Kubernetes by role and service account token. */
record ProofLogin(VaultConnection connection, String path, Part who, String proofName, Secret proof) implements Login {

    @Override
    public Lease login(Attempt attempt, Instant now) throws KmsException {
        JsonObject body = new JsonObject();
        body.addProperty(who.name(), who.value());
        body.addProperty(proofName, proof.text());
        RestAnswer answer = connection.post(attempt, path, "", body);
        RestAnswer auth = answer.in("auth");
        Optional<String> token = auth.text("client_token");
        if (!answer.isOk() || token.isEmpty()) {
            throw VaultFailure.ofLogin(attempt, answer, path);
        }
        return Lease.of(auth, token.get(), now);
    }

    /** Without the proof. */
    @Override
    public String toString() {
        return "Login at " + path;
    }

    /** A property of the request. */
    record Part(String name, String value) {}
}
