package io.lockweir.stack.servers.catalog;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;

/** For the test that started the server: clients to be known, and issuers to be trusted. Needs no token. */
final class ClientsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Clients clients;
    private final transient Issuers issuers;

    ClientsServlet(Clients clients, Issuers issuers) {
        this.clients = clients;
        this.issuers = issuers;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        if (request.getParameter("issuer") == null) {
            Duration lifetime = Duration.ofMillis(Long.parseLong(request.getParameter("lifetime.ms")));
            Clients.State state = Clients.State.valueOf(request.getParameter("state"));
            clients.put(
                    request.getParameter("id"), new Clients.Client(request.getParameter("secret"), lifetime, state));
        } else {
            issuers.trust(URI.create(request.getParameter("issuer")), request.getParameter("role"));
        }
        response.setStatus(204);
    }
}
