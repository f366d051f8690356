package io.lockweir.stack.servers.catalog;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The OAuth2 token endpoint: client credentials (RFC 6749 section 4.4) and exchange of a living token (RFC 8693). */
final class TokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final transient Tokens tokens;
    private final String clientId;
    private final String clientSecret;

    TokenServlet(Tokens tokens, String clientId, String clientSecret) {
        this.tokens = tokens;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String grant = String.valueOf(request.getParameter("grant_type"));
        switch (grant) {
            case CLIENT_CREDENTIALS -> answer(response, knowsSecret(request));
            case EXCHANGE -> answer(response, hasLivingToken(request));
            default -> error(response, 400, "unsupported_grant_type");
        }
    }

    private boolean knowsSecret(HttpServletRequest request) {
        String basic = after("Basic ", request.getHeader("Authorization"));
        if (basic != null) {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return pair.equals(clientId + ":" + clientSecret);
        }
        return clientId.equals(request.getParameter("client_id"))
                && clientSecret.equals(request.getParameter("client_secret"));
    }

    /** Both tokens of an exchange are ours: Iceberg sends the one to be renewed as the subject. */
    private boolean hasLivingToken(HttpServletRequest request) {
        String subject = request.getParameter("subject_token");
        return subject != null && tokens.accepts(subject);
    }

    private void answer(HttpServletResponse response, boolean granted) throws IOException {
        if (!granted) {
            error(response, 401, "invalid_client");
            return;
        }
        write(
                response,
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"issued_token_type\":\"%s\",\"expires_in\":%d}"
                        .formatted(
                                tokens.issue(clientId),
                                ACCESS_TOKEN,
                                Math.max(1, tokens.lifetime().toSeconds())));
    }

    private static void error(HttpServletResponse response, int status, String code) throws IOException {
        write(
                response,
                status,
                "{\"error\":\"%s\",\"error_description\":\"refused by the test catalog\"}".formatted(code));
    }

    private static void write(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(json);
    }

    static @Nullable String after(String scheme, @Nullable String header) {
        return header != null && header.regionMatches(true, 0, scheme, 0, scheme.length())
                ? header.substring(scheme.length()).trim()
                : null;
    }
}
