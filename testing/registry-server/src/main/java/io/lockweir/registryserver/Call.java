package io.lockweir.registryserver;

import com.google.gson.JsonObject;
import io.lockweir.kmsserver.Json;
import io.lockweir.kmsserver.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A request, taken apart.
 *
 * @param steps the decoded parts of the path
 */
record Call(String method, List<String> steps, Map<String, String> parameters, JsonObject body) {

    static Call of(Request request) {
        List<String> steps = Arrays.stream(request.path().split("/", -1))
                .filter(step -> !step.isEmpty())
                .map(step -> URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8))
                .toList();
        return new Call(request.method(), steps, request.parameters(), Json.object(request.text()));
    }

    boolean flag(String parameter) {
        return Boolean.parseBoolean(parameters.getOrDefault(parameter, "false"));
    }

    Call from(int step) {
        return new Call(method, steps.subList(step, steps.size()), parameters, body);
    }

    String step(int index) {
        return steps.get(index);
    }

    /** Method and shape, as in {@code GET 3}. */
    String shape() {
        return method + " " + steps.size();
    }

    String algorithm() {
        return parameters.getOrDefault("algorithm", DataKey.DEFAULT_ALGORITHM);
    }

    /** A page of a list, by {@code offset} and {@code limit}. */
    <T> List<T> page(List<T> all) {
        int offset = number("offset", 0);
        int limit = number("limit", -1);
        List<T> rest = all.subList(Math.min(offset, all.size()), all.size());
        return limit < 0 ? rest : rest.subList(0, Math.min(limit, rest.size()));
    }

    private int number(String parameter, int otherwise) {
        try {
            return Integer.parseInt(parameters.getOrDefault(parameter, String.valueOf(otherwise)));
        } catch (NumberFormatException e) {
            throw RegistryError.of(400, "HTTP 400 Bad Request");
        }
    }
}
