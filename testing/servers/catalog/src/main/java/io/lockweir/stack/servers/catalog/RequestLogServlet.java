package io.lockweir.stack.servers.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For the test that started the server: the requests as a JSON array, and their removal. Needs no token. */
final class RequestLogServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final transient RequestLog log;

    RequestLogServlet(RequestLog log) {
        this.log = log;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("application/json");
        JSON.writeValue(response.getOutputStream(), log.all());
    }

    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
        log.clear();
        response.setStatus(204);
    }
}
