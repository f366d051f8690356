package io.lockweir.connect;

/** What happens when an encrypted field of the value stands in clear in the record key. */
enum OnKeyCopy {
    FAIL,
    ALLOW
}
