package io.lockweir.stack.servers.catalog;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The OAuth2 token endpoint: client credentials (RFC 6749 section 4.4) and exchange of a living token (RFC 8693). */
final class TokenServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CLIENT_CREDENTIALS = "client_credentials";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final transient Tokens tokens;
    private final transient Clients clients;

    TokenServlet(Tokens tokens, Clients clients) {
        this.tokens = tokens;
        this.clients = clients;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String grant = String.valueOf(request.getParameter("grant_type"));
        switch (grant) {
            case CLIENT_CREDENTIALS -> byCredentials(request, response);
            case EXCHANGE -> byToken(request, response);
            default -> error(response, 400, "unsupported_grant_type");
        }
    }

    private void byCredentials(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String basic = after("Basic ", request.getHeader("Authorization"));
        String pair = basic == null
                ? request.getParameter("client_id") + ":" + request.getParameter("client_secret")
                : new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        String id = pair.substring(0, Math.max(0, pair.indexOf(':')));
        Optional<Duration> lifetime = clients.lifetime(id, pair.substring(pair.indexOf(':') + 1));
        if (lifetime.isPresent()) {
            issue(response, id, lifetime.get());
        } else {
            error(response, 401, "invalid_client");
        }
    }

    /** Both tokens of an exchange are ours: Iceberg sends the one to be renewed as the subject. */
    private void byToken(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<String> subject =
                Optional.ofNullable(request.getParameter("subject_token")).flatMap(tokens::subject);
        if (subject.isPresent()) {
            issue(response, subject.get(), tokens.lifetime());
        } else {
            error(response, 401, "invalid_client");
        }
    }

    private void issue(HttpServletResponse response, String id, Duration lifetime) throws IOException {
        write(
                response,
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"bearer\",\"issued_token_type\":\"%s\",\"expires_in\":%d}"
                        .formatted(tokens.issue(id, lifetime), ACCESS_TOKEN, Math.max(1, lifetime.toSeconds())));
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
