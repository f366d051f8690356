package io.lockweir.encryption.shred;

import io.lockweir.encryption.cipher.HmacSha256;
import io.lockweir.encryption.envelope.DekId;
import io.lockweir.encryption.keys.Scope;
import io.lockweir.encryption.shred.SubjectRecord.Dek;
import io.lockweir.encryption.shred.SubjectRecord.Shred;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Destroys the data keys of a subject. From the acknowledgement on no process reads the subject's values any more; what already left a
 * process in clear is beyond it. Old copies of the log still hold the wrapped keys until {@link Finalization}.
 */
public final class Shredder {
    private final SubjectKeys keys;

    public Shredder(SubjectKeys keys) {
        this.keys = keys;
    }

    /**
     * What was shredded.
     *
     * @param killed the ids of the data keys that this call killed; empty for a subject that had none: misspelt, shredded before, or of another scope
     * @param epoch how often the subject now was shredded
     */
    public record Shredded(List<DekId> killed, int epoch) {
        public Shredded {
            killed = List.copyOf(killed);
        }
    }

    /**
     * Shreds a subject in all scopes of the namespace, as {@link #shred(Scope, String)} does in one.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if it is not certain that everything stands in the log: repeat it
     */
    public Shredded shred(String subject) {
        Shredded values = shred(new Scope.Namespace(keys.records().name()), subject);
        Shredded boundToRows = shred(new Scope.Row(keys.records().name()), subject);
        List<DekId> killed = new ArrayList<>(values.killed());
        killed.addAll(boundToRows.killed());
        return new Shredded(killed, Math.max(values.epoch(), boundToRows.epoch()));
    }

    /**
     * Shreds a subject in one scope. Returns when this process no longer reads the subject. Safe to repeat.
     *
     * @throws io.lockweir.encryption.keys.KeyUnavailableError if it is not certain that the SHRED stands in the log: repeat it
     */
    public Shredded shred(Scope scope, String subject) {
        keys.checkUsable();
        keys.writer().ensureNamespaceKey();
        NamespaceLog records = keys.records();
        records.log().awaitEnd();
        SubjectTag tag = records.tag(scope, subject, records.keyring().tagging());
        HmacSha256 mac = records.keyring().authentication();
        SubjectLedger.Subject before = keys.ledger().subject(tag);
        int epoch = before.epoch() + 1;
        List<DekId> killed = new ArrayList<>();
        before.current().flatMap(records::dekAt).map(Dek::id).ifPresent(killed::add);
        append(tag, epoch, killed, mac);
        // A writer may have come between: its key is as dead, but the SHRED does not name it yet.
        Optional<DekId> between = keys.ledger()
                .displaced(tag)
                .flatMap(records::dekAt)
                .filter(dek -> dek.tag().equals(tag) && dek.epoch() < epoch)
                .map(Dek::id)
                .filter(id -> !killed.contains(id));
        if (between.isPresent()) {
            killed.add(between.get());
            append(tag, epoch, killed, mac);
        }
        // Lets compaction remove the wrapped keys from the live log; readers know by the SHRED already.
        killed.forEach(id -> records.remove(records.partition(tag), SubjectRecordCodec.key(tag, id)));
        keys.events().shredded(Long.toHexString(tag.first()), scope);
        return new Shredded(killed, epoch);
    }

    private void append(SubjectTag tag, int epoch, List<DekId> killed, HmacSha256 mac) {
        NamespaceLog records = keys.records();
        Shred shred = new Shred(records.id(), tag, epoch, keys.clock().instant(), killed);
        records.publish(records.partition(tag), shred, mac);
    }
}
