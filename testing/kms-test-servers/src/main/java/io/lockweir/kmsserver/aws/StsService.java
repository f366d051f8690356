package io.lockweir.kmsserver.aws;

import io.lockweir.kmsserver.Answer;
import io.lockweir.kmsserver.Request;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The actions of STS that hand out sessions: form in, XML out. */
final class StsService {
    private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

    private final Identities identities;
    private final List<Assumption> assumptions = new CopyOnWriteArrayList<>();

    StsService(Identities identities) {
        this.identities = identities;
    }

    Answer answer(Request request) {
        Map<String, String> form = request.form();
        String role = form.getOrDefault("RoleArn", "");
        String session = form.getOrDefault("RoleSessionName", "");
        Duration duration = Duration.ofSeconds(Long.parseLong(form.getOrDefault("DurationSeconds", "3600")));
        return switch (form.getOrDefault("Action", "")) {
            case "AssumeRole" -> {
                identities.signerOf(request);
                String externalId = form.getOrDefault("ExternalId", "");
                AccessKey key = identities.assume(role, session, externalId, duration);
                assumptions.add(new Assumption(role, session, externalId, tags(form)));
                yield issued("AssumeRole", key);
            }
            case "AssumeRoleWithWebIdentity" -> {
                String token = form.getOrDefault("WebIdentityToken", "");
                yield issued(
                        "AssumeRoleWithWebIdentity", identities.assumeWithWebIdentity(role, session, token, duration));
            }
            default -> throw new AwsError(400, "InvalidAction", "Could not find operation " + form.get("Action"));
        };
    }

    List<Assumption> assumptions() {
        return List.copyOf(assumptions);
    }

    private static Map<String, String> tags(Map<String, String> form) {
        Map<String, String> tags = new TreeMap<>();
        for (int i = 1; form.containsKey("Tags.member." + i + ".Key"); i++) {
            tags.put(
                    form.getOrDefault("Tags.member." + i + ".Key", ""),
                    form.getOrDefault("Tags.member." + i + ".Value", ""));
        }
        return tags;
    }

    private static Answer issued(String action, AccessKey key) {
        String credentials = element("AccessKeyId", key.id())
                + element("SecretAccessKey", key.secret())
                + element("SessionToken", key.sessionToken())
                + element("Expiration", key.expires().toString());
        String user = element("Arn", key.principal()) + element("AssumedRoleId", "AROATEST:session");
        String result =
                element(action + "Result", element("Credentials", credentials) + element("AssumedRoleUser", user));
        return Answer.of(
                200,
                "text/xml",
                "<" + action + "Response xmlns=\"" + NAMESPACE + "\">" + result + "</" + action + "Response>");
    }

    static Answer failed(AwsError error) {
        String body = element("Type", "Sender") + element("Code", error.code()) + element("Message", error.text());
        return Answer.of(
                error.status(),
                "text/xml",
                "<ErrorResponse xmlns=\"" + NAMESPACE + "\">" + element("Error", body)
                        + element("RequestId", "00000000-0000-0000-0000-000000000000") + "</ErrorResponse>");
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
