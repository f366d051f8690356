package io.lockweir.stack.servers.catalog;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Answers, in the error form of the REST specification, 401 to whoever has no valid token and 403 to whoever has one without the
 * role; the token endpoint is open.
 */
final class BearerFilter implements Filter {
    /** Attribute of a request with the name of who sent it. */
    static final String CALLER = "lockweir.caller";

    private static final String ERROR = "{\"error\":{\"message\":\"%s\",\"type\":\"%s\",\"code\":%d}}";

    private final Tokens tokens;
    private final Clients clients;
    private final Issuers issuers;

    BearerFilter(Tokens tokens, Clients clients, Issuers issuers) {
        this.tokens = tokens;
        this.clients = clients;
        this.issuers = issuers;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        if (http.getRequestURI().equals(CatalogServer.TOKENS)) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletResponse answer = (HttpServletResponse) response;
        Optional<Caller> caller = Optional.ofNullable(TokenServlet.after("Bearer ", http.getHeader("Authorization")))
                .flatMap(this::caller);
        if (caller.isEmpty()) {
            answer.setHeader("WWW-Authenticate", "Bearer");
            String why = "the bearer token is missing, not of a known issuer, or expired";
            refuse(answer, 401, "NotAuthorizedException", why);
            return;
        }
        request.setAttribute(CALLER, caller.get().name());
        if (caller.get().admitted()) {
            chain.doFilter(request, response);
        } else {
            refuse(answer, 403, "ForbiddenException", caller.get().name() + " does not have the role for this catalog");
        }
    }

    private Optional<Caller> caller(String token) {
        return tokens.subject(token).flatMap(clients::caller).or(() -> issuers.caller(token));
    }

    private static void refuse(HttpServletResponse response, int status, String type, String message)
            throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getWriter().write(ERROR.formatted(message, type, status));
    }
}
