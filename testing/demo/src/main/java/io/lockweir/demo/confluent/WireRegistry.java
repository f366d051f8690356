package io.lockweir.demo.confluent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What the demo itself asks registries for, by Confluent's REST API. */
final class WireRegistry {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();

    /** Registers the value schema of a table's topic and gives its id. */
    int register(URI schemas, WireTable table) throws IOException, InterruptedException {
        ObjectNode body = JSON.createObjectNode().put("schema", table.avro().toString());
        URI address = URI.create(schemas + "/subjects/" + encoded(table.subject()) + "/versions");
        return ask(HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build())
                .path("id")
                .asInt();
    }

    /** How many versions a data key has. */
    int versions(URI keys, String kek, WireTable table) throws IOException, InterruptedException {
        URI address = URI.create(
                keys + "/dek-registry/v1/keks/" + encoded(kek) + "/deks/" + encoded(table.subject()) + "/versions");
        return ask(HttpRequest.newBuilder(address).build()).size();
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }

    private JsonNode ask(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode());
        }
        return JSON.readTree(response.body());
    }
}
