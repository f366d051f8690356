package io.lockweir.encryption.keys;

/** One thread's use of the keys of data subjects: {@link #next} gives the key of the subject that was named last. */
public interface SubjectKeyUse extends DataKeyUse {

    /** Names the subject of the values that follow. Kept in memory, never logged. */
    void subject(String subject);
}
