package io.lockweir.registryserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.lockweir.kmsserver.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistryTestServerTest {
    private static final String KEKS = "/dek-registry/v1/keks";
    private static final String DEKS = KEKS + "/kek1/deks";
    private static final String KEK = "{'name':'kek1','kmsType':'local-kms','kmsKeyId':'k'}";

    private final TestClock clock = TestClock.start();
    private final RegistryTestServer server = RegistryTestServer.start(clock);
    private final HttpClient http = HttpClient.newHttpClient();
    private String authorization = "";

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keysAreCreatedReadChangedAndListed() throws Exception {
        assertThat(call("GET", KEKS + "/kek1", "")).isEqualTo("404 40470");
        assertThat(call("POST", KEKS, KEK)).contains("'kmsType':'local-kms'", "'shared':false", "'ts':");
        assertThat(call("POST", KEKS, KEK)).isEqualTo("409 40971");
        assertThat(call("PUT", KEKS + "/kek1", "{'doc':'a','kmsProps':{'a':'b'}}"))
                .contains("'doc':'a'", "{'a':'b'}");
        assertThat(call("PUT", KEKS + "/kek1", "{'kmsKeyId':'other'}")).isEqualTo("422 42271");
        for (String bad : new String[] {"{}", KEK.replace("kek1", "1kek"), KEK.replace("'k'", "''")}) {
            assertThat(call("POST", KEKS, bad)).isEqualTo("422 42271");
        }
        call("POST", KEKS, KEK.replace("kek1", "kek2"));
        call("POST", KEKS, KEK.replace("kek1", "kek3"));
        assertThat(call("GET", KEKS, "")).isEqualTo("200 ['kek1','kek2','kek3']");
        assertThat(call("GET", KEKS + "?offset=1&limit=1", "")).isEqualTo("200 ['kek2']");
        server.keyLimit(3);
        assertThat(call("POST", KEKS, KEK.replace("kek1", "kek4"))).isEqualTo("409 40972");
    }

    @Test
    void dataKeysHaveVersionsAndAlgorithms() throws Exception {
        assertThat(call("POST", DEKS + "/s", dek("s", ""))).isEqualTo("404 40470");
        call("POST", KEKS, KEK);
        assertThat(call("GET", DEKS + "/s", "")).isEqualTo("404 40470");
        assertThat(call("POST", DEKS + "/s", dek("s", ""))).contains("'version':1", "'algorithm':'AES256_GCM'");
        assertThat(call("POST", DEKS + "/s", dek("s", ""))).isEqualTo("409 40971");
        assertThat(call("POST", DEKS + "/s", dek("other", ""))).isEqualTo("422 42271");
        assertThat(call("POST", DEKS, dek("s", ",'version':2"))).contains("'version':2");
        assertThat(call("POST", DEKS + "/s", dek("s", ",'algorithm':'AES256_SIV'")))
                .contains("'version':1");
        assertThat(call("POST", DEKS + "/s", dek("s", ",'algorithm':'DES'"))).isEqualTo("422 42271");
        assertThat(call("POST", DEKS + "/s", "{'subject':'s','version':9}")).isEqualTo("422 42271");
        assertThat(call("GET", DEKS + "/s", "")).contains("'version':1");
        assertThat(call("GET", DEKS + "/s/versions/-1", "")).contains("'version':2");
        assertThat(call("GET", DEKS + "/s/versions/-1?algorithm=AES256_SIV", ""))
                .contains("'version':1");
        assertThat(call("GET", DEKS + "/s/versions/3", "")).isEqualTo("404 40470");
        assertThat(call("GET", DEKS + "/s/versions", "")).isEqualTo("200 [1,2]");
        assertThat(call("POST", DEKS + "/a%2Fb%20c", dek("a/b c", ""))).contains("'subject':'a/b c'");
        assertThat(call("GET", DEKS, "")).isEqualTo("200 ['a/b c','s']");
    }

    @Test
    void deletingIsSoftFirst() throws Exception {
        call("POST", KEKS, KEK);
        call("POST", DEKS + "/s", dek("s", ""));
        assertThat(call("DELETE", KEKS + "/kek1", "")).isEqualTo("422 42272");
        assertThat(call("DELETE", DEKS + "/s?permanent=true", "")).isEqualTo("404 40471");
        assertThat(call("DELETE", DEKS + "/s", "")).isEqualTo("204 ");
        assertThat(call("DELETE", DEKS + "/s", "")).isEqualTo("404 40470");
        assertThat(call("GET", DEKS + "/s", "")).isEqualTo("404 40470");
        assertThat(call("GET", DEKS + "/s?deleted=true", "")).contains("'deleted':true");
        assertThat(call("POST", DEKS + "/s", dek("s", ""))).isEqualTo("404 40472");
        assertThat(call("POST", DEKS + "/s/undelete", "")).isEqualTo("204 ");
        assertThat(call("GET", DEKS + "/s", "")).doesNotContain("deleted");
        assertThat(call("DELETE", DEKS + "/s/versions/1", "")).isEqualTo("204 ");
        assertThat(call("DELETE", KEKS + "/kek1?permanent=true", "")).isEqualTo("422 42272");
        assertThat(call("DELETE", KEKS + "/kek1", "")).isEqualTo("204 ");
        assertThat(call("POST", DEKS + "/s/versions/1/undelete", "")).isEqualTo("404 40472");
        assertThat(call("GET", DEKS + "/s", "")).isEqualTo("404 40470");
        assertThat(call("GET", DEKS + "/s?deleted=true", "")).contains("'version':1");
        assertThat(call("POST", KEKS, KEK)).isEqualTo("404 40472");
        assertThat(call("GET", KEKS, "")).isEqualTo("200 []");
        assertThat(call("GET", KEKS + "?deleted=true", "")).isEqualTo("200 ['kek1']");
        assertThat(call("POST", KEKS + "/kek1/undelete", "")).isEqualTo("204 ");
        assertThat(call("DELETE", KEKS + "/kek1?permanent=true", "")).isEqualTo("422 42272");
        assertThat(call("DELETE", DEKS + "/s/versions/1?permanent=true", "")).isEqualTo("204 ");
        assertThat(call("DELETE", KEKS + "/kek1?permanent=true", "")).isEqualTo("404 40471");
        call("DELETE", KEKS + "/kek1", "");
        assertThat(call("DELETE", KEKS + "/kek1?permanent=true", "")).isEqualTo("204 ");
        assertThat(call("GET", KEKS + "/kek1?deleted=true", "")).isEqualTo("404 40470");
    }

    @Test
    void sharedKeysAreWrappedByTheRegistry() throws Exception {
        call("POST", KEKS, KEK.replace("}", ",'shared':true}"));
        assertThat(call("POST", DEKS + "/s", "{'subject':'s'}")).isEqualTo("500 50070");
        server.sharedSecret("mysecret");
        String created = call("POST", DEKS + "/s", "{'subject':'s'}");
        JsonObject dek =
                JsonParser.parseString(created.substring(4).replace('\'', '"')).getAsJsonObject();
        assertThat(Base64.getDecoder().decode(dek.get("keyMaterial").getAsString()))
                .hasSize(34)
                .startsWith(0x1a, 0x20);
        assertThat(call("GET", DEKS + "/s", "")).isEqualTo(created);
        server.denySharedKeys(true);
        assertThat(call("GET", DEKS + "/s", "")).isEqualTo("403 40370");
    }

    @Test
    void schemasCarryMetadataAndRules() throws Exception {
        String body = "{'schema':'\\\"string\\\"','metadata':{'tags':{'a':['PII']}},'ruleSet':{'domainRules':[]}}";
        assertThat(call("POST", "/subjects/t-value/versions", body)).contains("'id':1", "'version':1");
        assertThat(call("POST", "/subjects/u-value/versions", body)).contains("'id':1");
        String found = call("GET", "/schemas/ids/1?subject=t-value", "");
        assertThat(found)
                .contains("'metadata':{'tags':{'a':['PII']}}", "'ruleSet'")
                .doesNotContain("schemaType");
        String guid = found.replaceFirst(".*'guid':'([^']+)'.*", "$1");
        assertThat(call("GET", "/schemas/guids/" + guid, "")).isEqualTo(found);
        assertThat(call("GET", "/subjects/t-value/versions/latest", "")).contains("'version':1");
        assertThat(call("GET", "/subjects/t-value/versions", "")).isEqualTo("200 [1]");
        assertThat(call("GET", "/subjects", "")).isEqualTo("200 ['t-value','u-value']");
        assertThat(call("POST", "/subjects/t-value", body)).contains("'subject':'t-value'");
        assertThat(call("GET", "/schemas/ids/2", "")).isEqualTo("404 40403");
        assertThat(call("GET", "/subjects/x/versions", "")).isEqualTo("404 40401");
        assertThat(call("GET", "/subjects/t-value/versions/2", "")).isEqualTo("404 40402");
        assertThat(call("POST", "/subjects/t-value/versions", "{}")).isEqualTo("422 42201");
    }

    @Test
    void faultsAreCommanded() throws Exception {
        call("POST", KEKS, KEK);
        server.faults().failNext(1, 503);
        assertThat(call("GET", KEKS, "")).isEqualTo("503 503");
        server.faults().dropNext(1);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> call("POST", KEKS, KEK));
        server.faults().onlyPostWithoutSubject();
        assertThat(call("POST", DEKS + "/s", dek("s", ""))).isEqualTo("405 405");
        assertThat(call("POST", DEKS, dek("s", ""))).startsWith("200");
        server.faults().clear();
        JsonObject other =
                JsonParser.parseString(dek("r", "").replace('\'', '"')).getAsJsonObject();
        server.faults()
                .beforeNextDataKey(() -> server.byAnother("POST", java.util.List.of("kek1", "deks", "r"), other));
        assertThat(call("POST", DEKS + "/r", dek("r", ""))).isEqualTo("409 40971");
        server.faults().slow(Duration.ofMillis(50));
        long begin = System.nanoTime();
        assertThat(call("GET", KEKS, "")).isEqualTo("200 ['kek1']");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(49));
        server.faults().answerNext(200, "<html>");
        assertThat(send("GET", KEKS, "").body()).isEqualTo("<html>");
    }

    @Test
    void credentialsAreChecked() throws Exception {
        server.basic("user", "secret");
        assertThat(call("GET", KEKS, "")).isEqualTo("401 401");
        authorization = "Basic dXNlcjpzZWNyZXQ=";
        assertThat(call("GET", KEKS, "")).isEqualTo("200 []");
        authorization = "";
        server.client("client", "canary", Duration.ofMinutes(1));
        JsonObject token = JsonParser.parseString(send(
                                "POST",
                                "/oauth/token",
                                "grant_type=client_credentials&client_id=client&client_secret=canary")
                        .body())
                .getAsJsonObject();
        authorization = "Bearer " + token.get("access_token").getAsString();
        assertThat(call("GET", KEKS, "")).isEqualTo("200 []");
        clock.advance(Duration.ofMinutes(1));
        assertThat(call("GET", KEKS, "")).isEqualTo("401 401");
        assertThat(send("POST", "/oauth/token", "grant_type=client_credentials&client_id=client&client_secret=x")
                        .statusCode())
                .isEqualTo(401);
    }

    private static String dek(String subject, String more) {
        return "{'subject':'" + subject + "','encryptedKeyMaterial':'AAAA'" + more + "}";
    }

    /** Status and body, or status and error code; JSON with single quotes. */
    private String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body.replace('\'', '"'));
        if (answer.statusCode() >= 400) {
            JsonElement error = JsonParser.parseString(answer.body());
            return answer.statusCode() + " "
                    + error.getAsJsonObject().get("error_code").getAsInt();
        }
        return answer.statusCode() + " " + answer.body().replace('"', '\'');
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
