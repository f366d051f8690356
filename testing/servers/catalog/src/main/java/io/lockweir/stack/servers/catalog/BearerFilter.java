package io.lockweir.stack.servers.catalog;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers 401 in the error form of the REST specification to whoever has no valid token; the token endpoint is open. */
final class BearerFilter implements Filter {
    private static final String REFUSAL =
            "{\"error\":{\"message\":\"the bearer token is missing, not of this server, or expired\","
                    + "\"type\":\"NotAuthorizedException\",\"code\":401}}";

    private final Tokens tokens;

    BearerFilter(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        String token = TokenServlet.after("Bearer ", http.getHeader("Authorization"));
        if (http.getRequestURI().equals(CatalogServer.TOKENS) || (token != null && tokens.accepts(token))) {
            chain.doFilter(request, response);
            return;
        }
        HttpServletResponse refusal = (HttpServletResponse) response;
        refusal.setStatus(401);
        refusal.setHeader("WWW-Authenticate", "Bearer");
        refusal.setContentType("application/json");
        refusal.getWriter().write(REFUSAL);
    }
}
