package io.lockweir.kmsserver.aws;

import io.lockweir.kmsserver.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The signature of a request as the server computes it, from AWS's "Signature Version 4 signing process".
 *
 * @param accessKeyId whose secret must have made it
 */
record SignatureVersion4(
        String accessKeyId, String date, String region, String service, List<String> signedHeaders, String signature) {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(\\d{8})/([^/]+)/([^/]+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    SignatureVersion4 {
        signedHeaders = List.copyOf(signedHeaders);
    }

    static SignatureVersion4 of(Request request) {
        Matcher matcher = AUTHORIZATION.matcher(request.header("Authorization").orElse(""));
        if (!matcher.matches()) {
            throw new AwsError(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        SignatureVersion4 signature = new SignatureVersion4(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                Arrays.asList(matcher.group(5).split(";", -1)),
                matcher.group(6));
        if (!signature.signedHeaders.containsAll(List.of("host", "x-amz-date"))) {
            throw new AwsError(403, "IncompleteSignatureException", "host and x-amz-date must be signed");
        }
        return signature;
    }

    /** Whether a secret made this signature of the request. */
    boolean isOf(Request request, String secret) {
        String stamp = request.header("X-Amz-Date").orElse("");
        String scope = String.join("/", date, region, service, "aws4_request");
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", stamp, scope, hex(sha256(canonical(request))));
        byte[] key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), date);
        for (String part : List.of(region, service, "aws4_request")) {
            key = hmac(key, part);
        }
        byte[] expected = hex(hmac(key, toSign)).getBytes(StandardCharsets.US_ASCII);
        return stamp.startsWith(date) && MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.US_ASCII));
    }

    private byte[] canonical(Request request) {
        StringBuilder headers = new StringBuilder();
        for (String name : signedHeaders) {
            List<String> values = request.headers().getOrDefault(name, List.of());
            headers.append(name.toLowerCase(Locale.ROOT)).append(':');
            headers.append(String.join(
                    ",",
                    values.stream()
                            .map(value -> value.strip().replaceAll(" +", " "))
                            .toList()));
            headers.append('\n');
        }
        String text = String.join(
                "\n",
                request.method(),
                request.path(),
                query(request),
                headers,
                String.join(";", signedHeaders),
                payloadHash(request));
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** S3 signs the hash that the headers tell, which need not be one; other services that of the body. */
    private String payloadHash(Request request) {
        String told =
                service.equals("s3") ? request.header("x-amz-content-sha256").orElse("") : "";
        return told.isEmpty() ? hex(sha256(request.text().getBytes(StandardCharsets.UTF_8))) : told;
    }

    private static String query(Request request) {
        List<String> pairs = new ArrayList<>();
        for (Map.Entry<String, String> pair : new TreeMap<>(request.parameters()).entrySet()) {
            pairs.add(encoded(pair.getKey()) + "=" + encoded(pair.getValue()));
        }
        return String.join("&", pairs);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
