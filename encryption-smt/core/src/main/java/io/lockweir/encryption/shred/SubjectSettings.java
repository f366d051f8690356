package io.lockweir.encryption.shred;

import io.lockweir.encryption.keys.EnvelopeSettings;
import java.time.Duration;
import java.util.List;

/**
 * How the keys of subjects are kept.
 *
 * @param kekLabels what a new namespace key is wrapped by, nearest first
 * @param maxSubjects how many subjects the process has heap for
 * @param cachedKeys how many unwrapped keys are kept
 * @param ttl how long an unwrapped namespace key is used before its key-encryption key is asked again
 * @param maxStale how much longer while that cannot be asked
 * @param keyWait how long a thread waits for a namespace key that must be unwrapped first
 */
public record SubjectSettings(
        List<String> kekLabels, long maxSubjects, int cachedKeys, Duration ttl, Duration maxStale, Duration keyWait) {
    /** The most heap that one subject's place in the index takes. */
    public static final int BYTES_PER_SUBJECT = SubjectLedger.BYTES_PER_SUBJECT;

    /** How many unwrapped keys a process keeps by default: about 10 MB. */
    public static final int DEFAULT_CACHED_KEYS = 16_384;

    public SubjectSettings {
        kekLabels = List.copyOf(kekLabels);
    }

    /** With the default wait. */
    public SubjectSettings(List<String> kekLabels, long maxSubjects, int cachedKeys, Duration ttl, Duration maxStale) {
        this(kekLabels, maxSubjects, cachedKeys, ttl, maxStale, EnvelopeSettings.DEFAULT_KEY_WAIT);
    }

    /** Five million subjects, 16 384 cached keys, five minutes and one hour. */
    public static SubjectSettings of(List<String> kekLabels) {
        return new SubjectSettings(
                kekLabels, 5_000_000, DEFAULT_CACHED_KEYS, Duration.ofMinutes(5), Duration.ofHours(1));
    }
}
