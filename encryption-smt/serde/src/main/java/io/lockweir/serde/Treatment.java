package io.lockweir.serde;

/**
 * Encrypts or decrypts: at level record the bytes behind the inner serializer or before the inner deserializer, at level field the object
 * on the other side of it. For one thread. One variant per level and direction.
 */
interface Treatment extends Pool.Worker {

    /** Whether a rule speaks about the topic. */
    boolean matches(String topic);

    /** What takes the place of bytes or of a record; what is given is not modified. */
    Object treated(String topic, Object content);
}
