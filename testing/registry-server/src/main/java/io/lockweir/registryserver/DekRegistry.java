package io.lockweir.registryserver;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import io.lockweir.kmsserver.Json;
import java.time.Clock;
import java.util.List;

/** Every call below {@code /dek-registry/v1/keks}. */
final class DekRegistry {
    private static final Gson GSON = new Gson();
    private static final String VERSIONS = "versions";
    private static final String UNDELETE = "undelete";

    private final Keks keks;
    private final Deks deks;
    private final RegistryFaults faults;

    DekRegistry(Clock clock, ServerKms kms, RegistryFaults faults) {
        this.keks = new Keks(clock);
        this.deks = new Deks(clock, kms);
        this.faults = faults;
    }

    void limit(int keys) {
        keks.limit(keys);
    }

    /** The answer's body; JSON's null for none. */
    synchronized JsonElement answer(Call call) {
        if (call.steps().size() >= 2
                && !call.step(1).equals("deks")
                && !call.step(1).equals(UNDELETE)) {
            throw RegistryError.noSuchCall();
        }
        return call.steps().size() < 2 || call.step(1).equals(UNDELETE)
                ? ofKeks(call)
                : ofDeks(call.from(2), call.step(0));
    }

    private JsonElement ofKeks(Call call) {
        return switch (call.shape()) {
            case "GET 0" -> GSON.toJsonTree(call.page(keks.names(kek -> call.flag("deleted") || !kek.deleted())));
            case "POST 0" -> keks.create(call.body());
            case "GET 1" ->
                keks.find(call.step(0), kek -> call.flag("deleted") || !kek.deleted())
                        .json();
            case "PUT 1" -> keks.update(call.step(0), call.body());
            case "DELETE 1" -> deleted(call);
            case "POST 2" -> {
                keks.undelete(call.step(0));
                yield JsonNull.INSTANCE;
            }
            default -> throw RegistryError.of(405, "HTTP 405 Method Not Allowed");
        };
    }

    private JsonElement deleted(Call call) {
        String name = call.step(0);
        boolean permanent = call.flag("permanent");
        boolean referenced = !deks.matching(dek -> dek.id().kek().equals(name) && (permanent || !dek.deleted()))
                .isEmpty();
        if (referenced) {
            throw RegistryError.referencesExist(name);
        }
        if (permanent) {
            keks.delete(name);
        } else {
            keks.softDelete(name);
        }
        return JsonNull.INSTANCE;
    }

    private JsonElement ofDeks(Call call, String kek) {
        return switch (call.shape()) {
            case "GET 0" -> subjects(call, kek);
            case "POST 0" ->
                created(
                        kek,
                        Json.text(call.body(), "subject").orElseThrow(() -> RegistryError.invalidKey("subject")),
                        call);
            case "POST 1" -> {
                faults.refusePostWithSubject();
                String subject = Json.text(call.body(), "subject").orElse(call.step(0));
                if (!subject.equals(call.step(0))) {
                    throw RegistryError.invalidKey("subject");
                }
                yield created(kek, subject, call);
            }
            case "GET 1" -> deks.get(keks.find(kek, each -> readable(call, each)), call.step(0), "1", call);
            case "GET 2" -> versions(call, kek);
            case "GET 3" ->
                deks.get(keks.find(kek, each -> readable(call, each)), call.step(0), versionStep(call), call);
            case "DELETE 1", "DELETE 3" -> {
                List<DataKey> wanted = wanted(call, kek);
                if (call.flag("permanent")) {
                    deks.delete(wanted, call.step(0));
                } else {
                    deks.softDelete(wanted, call.step(0));
                }
                yield JsonNull.INSTANCE;
            }
            case "POST 2", "POST 4" -> {
                if (!call.step(call.steps().size() - 1).equals(UNDELETE)) {
                    throw RegistryError.noSuchCall();
                }
                if (keks.any(kek).deleted()) {
                    throw RegistryError.mustUndelete(kek);
                }
                deks.undelete(wanted(call, kek), call.step(0));
                yield JsonNull.INSTANCE;
            }
            default -> throw RegistryError.of(405, "HTTP 405 Method Not Allowed");
        };
    }

    private JsonElement created(String kek, String subject, Call call) {
        KeyEncryptionKey live = keks.live(kek);
        faults.beforeDataKey();
        return deks.create(live, subject, call.body());
    }

    private JsonElement subjects(Call call, String kek) {
        keks.find(kek, each -> readable(call, each));
        return GSON.toJsonTree(call.page(deks.matching(dek -> dek.id().kek().equals(kek) && shown(call, dek)).stream()
                .map(dek -> dek.id().subject())
                .distinct()
                .sorted()
                .toList()));
    }

    private JsonElement versions(Call call, String kek) {
        if (!call.step(1).equals(VERSIONS)) {
            throw RegistryError.noSuchCall();
        }
        keks.find(kek, each -> readable(call, each));
        List<Integer> found =
                deks.matching(dek -> dek.id().isOf(kek, call.step(0), call.algorithm()) && shown(call, dek)).stream()
                        .map(dek -> dek.id().version())
                        .toList();
        if (found.isEmpty()) {
            throw RegistryError.keyNotFound(call.step(0));
        }
        return GSON.toJsonTree(call.page(found));
    }

    private List<DataKey> wanted(Call call, String kek) {
        keks.any(kek);
        boolean one = call.steps().size() > 2;
        String version = one ? versionStep(call) : "";
        return deks.matching(dek -> dek.id().isOf(kek, call.step(0), call.algorithm())
                && (!one || String.valueOf(dek.id().version()).equals(version)));
    }

    private static String versionStep(Call call) {
        if (!call.step(1).equals(VERSIONS)) {
            throw RegistryError.noSuchCall();
        }
        return call.step(2);
    }

    private static boolean readable(Call call, KeyEncryptionKey kek) {
        return call.flag("deleted") || !kek.deleted();
    }

    private static boolean shown(Call call, DataKey dek) {
        return call.flag("deleted") || !dek.deleted();
    }
}
