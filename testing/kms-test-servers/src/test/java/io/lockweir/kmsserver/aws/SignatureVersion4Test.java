package io.lockweir.kmsserver.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import io.lockweir.kmsserver.Request;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The vectors are those of AWS's Signature Version 4 test suite, whose credentials are published examples. */
class SignatureVersion4Test {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    @ParameterizedTest
    @CsvSource({
        "GET, '', 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        "POST, '', 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
        "GET, Param2=value2&Param1=value1, b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    })
    void acceptsThePublishedVectors(String method, String query, String signature) {
        Request request = request(method, query, "", "host;x-amz-date", signature);
        assertThat(SignatureVersion4.of(request).isOf(request, SECRET)).isTrue();
        assertThat(SignatureVersion4.of(request).isOf(request, SECRET + "x")).isFalse();
    }

    @Test
    void refusesAnotherBodyMethodOrQuery() {
        String signature = "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b";
        for (Request request : new Request[] {
            request("POST", "", "x", "host;x-amz-date", signature),
            request("PUT", "", "", "host;x-amz-date", signature),
            request("POST", "a=b", "", "host;x-amz-date", signature),
        }) {
            assertThat(SignatureVersion4.of(request).isOf(request, SECRET)).isFalse();
        }
    }

    @Test
    void asksForAHostAndADateThatAreSigned() {
        Request request = request("GET", "", "", "x-amz-date", "0".repeat(64));
        assertThatThrownBy(() -> SignatureVersion4.of(request))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("must be signed");
    }

    private static Request request(String method, String query, String body, String signed, String signature) {
        Headers headers = new Headers();
        Map.of(
                        "Host",
                        "example.amazonaws.com",
                        "X-Amz-Date",
                        "20150830T123600Z",
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders="
                                + signed + ", Signature=" + signature)
                .forEach(headers::add);
        return new Request(method, "/", query, headers, body);
    }
}
