package io.lockweir.stack.servers.catalog;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** Writes down every request once it is answered, the refused ones too. */
final class RequestLogFilter implements Filter {
    private final RequestLog log;

    RequestLogFilter(RequestLog log) {
        this.log = log;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        PathKind kind = PathKind.of(http.getRequestURI());
        List<String> updates = List.of();
        ServletRequest passedOn = request;
        // The token endpoint reads a form, which only the original request can.
        if (http.getMethod().equals("POST") && kind != PathKind.TOKENS) {
            BufferedRequest buffered = new BufferedRequest(http);
            updates = CommitBody.updates(buffered.body());
            passedOn = buffered;
        }
        try {
            chain.doFilter(passedOn, response);
        } finally {
            int status = ((HttpServletResponse) response).getStatus();
            String caller = String.valueOf(request.getAttribute(BearerFilter.CALLER));
            log.add(new LoggedRequest(http.getMethod(), kind, http.getRequestURI(), updates, status, caller));
        }
    }
}
