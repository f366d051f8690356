package io.lockweir.kms.rest;

import java.time.Instant;

/** A bearer token and when it ends. */
public record AccessToken(String value, Instant expires) {

    /** Without the token. */
    @Override
    public String toString() {
        return "AccessToken until " + expires;
    }
}
