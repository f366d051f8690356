package io.lockweir.stack.s3;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 for requests without query and body, as its reference documentation describes it. */
final class S3Signature {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final String REGION = "us-east-1";
    private static final String SIGNED_HEADERS = "host;x-amz-content-sha256;x-amz-date";

    private final String accessKey;
    private final String secretKey;

    S3Signature(String accessKey, String secretKey) {
        this.accessKey = accessKey;
        this.secretKey = secretKey;
    }

    /** The headers to be added to the request. */
    Map<String, String> headers(String method, String authority, String path, Instant now) {
        String time = TIME.format(now);
        String date = time.substring(0, 8);
        String scope = date + "/" + REGION + "/s3/aws4_request";
        String bodyHash = sha256("");
        String canonical = String.join(
                "\n",
                method,
                path,
                "",
                "host:" + authority,
                "x-amz-content-sha256:" + bodyHash,
                "x-amz-date:" + time,
                "",
                SIGNED_HEADERS,
                bodyHash);
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time, scope, sha256(canonical));
        byte[] key = bytes("AWS4" + secretKey);
        for (String part : new String[] {date, REGION, "s3", "aws4_request"}) {
            key = mac(key, part);
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("x-amz-content-sha256", bodyHash);
        headers.put("x-amz-date", time);
        headers.put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
                        .formatted(
                                accessKey, scope, SIGNED_HEADERS, HexFormat.of().formatHex(mac(key, toSign))));
        return headers;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
