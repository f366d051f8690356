package io.lockweir.encryption.shred;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the log is in contact, as it was when somebody looked last: without, a SHRED may have been missed. */
final class Contact {
    private static final Logger LOG = LoggerFactory.getLogger(Contact.class);

    private final SubjectLog log;
    private volatile boolean lost;
    private volatile long losses;

    Contact(SubjectLog log) {
        this.log = log;
    }

    boolean lost() {
        return lost;
    }

    /** Changes whenever it was lost. */
    long losses() {
        return losses;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
    void look() {
        boolean was = lost;
        try {
            log.checkFresh();
            lost = false;
        } catch (RuntimeException | Error e) {
            lost = true;
            if (!was) {
                losses++;
                LOG.warn("The keys of subjects are not used until their log is reached again", e);
            }
        }
    }
}
