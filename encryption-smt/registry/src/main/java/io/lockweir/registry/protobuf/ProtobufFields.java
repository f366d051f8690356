package io.lockweir.registry.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.lockweir.registry.rule.EncryptionRule;
import io.lockweir.registry.rule.EncryptionRules;
import io.lockweir.registry.rule.EncryptionRules.Direction;
import io.lockweir.registry.rule.FieldCipher;
import io.lockweir.registry.rule.FieldTurning;
import io.lockweir.registry.rule.Metadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields of one message type that rules mean, compiled once. A field is meant if a rule has one of its tags, inline or in the
 * metadata, by the descriptor's full name. {@code string} and {@code bytes} are encrypted, elements of repeated fields and values of maps
 * one by one. A field that can't tell whether it is set, as in proto3, is taken as set: an empty text is encrypted too. Safe for many
 * threads.
 */
public final class ProtobufFields {
    private final Descriptor type;
    private final Direction direction;
    private final Map<FieldDescriptor, EncryptionRule> leaves = new HashMap<>();
    private final Set<Descriptor> meant = new HashSet<>();

    private ProtobufFields(Descriptor type, Direction direction) {
        this.type = type;
        this.direction = direction;
    }

    /**
     * Compiles, with all message types that can be reached.
     *
     * @throws IllegalArgumentException naming the field, if one has tags that no rule means, or that can't be encrypted
     */
    public static ProtobufFields of(Descriptor type, EncryptionRules rules, Metadata metadata) {
        ProtobufFields fields = new ProtobufFields(type, rules.direction());
        Set<Descriptor> reached = new HashSet<>();
        fields.compile(type, rules, metadata, reached);
        boolean more = true;
        while (more) {
            more = false;
            for (Descriptor each : reached) {
                boolean holds = each.getFields().stream()
                        .anyMatch(field -> fields.leaves.containsKey(field)
                                || (isMessage(field) && fields.meant.contains(field.getMessageType())));
                more |= holds && fields.meant.add(each);
            }
        }
        return fields;
    }

    /** Whether no field is meant. */
    public boolean isEmpty() {
        return meant.isEmpty();
    }

    /**
     * A message with its fields encrypted, or decrypted, as the rules' direction has it.
     *
     * @param message of the compiled type; left as it is
     * @throws IllegalArgumentException for a message of another type
     * @throws io.lockweir.encryption.failure.EnvelopeException if a value can't be encrypted or decrypted
     */
    public Message turned(Message message, FieldCipher cipher) {
        if (!message.getDescriptorForType().equals(type)) {
            throw new IllegalArgumentException("A message of type "
                    + message.getDescriptorForType().getFullName() + " is none of " + type.getFullName()
                    + ", or of another version of it");
        }
        return message(message, cipher);
    }

    private void compile(Descriptor message, EncryptionRules rules, Metadata metadata, Set<Descriptor> reached) {
        if (!reached.add(message)) {
            return;
        }
        for (FieldDescriptor field : message.getFields()) {
            // The entry of a map is a message of its own, whose value stands for the field.
            if (!message.getOptions().getMapEntry()) {
                compile(field, rules, metadata);
            }
            if (isMessage(field)) {
                compile(field.getMessageType(), rules, metadata, reached);
            }
        }
    }

    private void compile(FieldDescriptor field, EncryptionRules rules, Metadata metadata) {
        Set<String> tags = new HashSet<>(FieldMeta.tags(field));
        tags.addAll(metadata.tagsOf(field.getFullName()));
        FieldDescriptor leaf = field.isMapField() ? field.getMessageType().findFieldByName("value") : field;
        rules.ruleOf(field.getFullName(), tags).ifPresent(rule -> {
            boolean encryptable = leaf.getJavaType() == FieldDescriptor.JavaType.STRING
                    || leaf.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING;
            if (encryptable) {
                leaves.put(leaf, rule);
            } else if (!tags.isEmpty()) {
                throw new IllegalArgumentException("Field " + field.getFullName() + " has tags of rule " + rule.name()
                        + " and is of type " + leaf.getType()
                        + ": only string and bytes are encrypted, and it would go in"
                        + " clear. Tag the fields inside, or change its type");
            }
        });
    }

    private Message message(Message message, FieldCipher cipher) {
        if (!meant.contains(message.getDescriptorForType())) {
            return message;
        }
        Message.Builder builder = message.toBuilder();
        for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
            if (field.isRepeated()) {
                List<?> elements = (List<?>) message.getField(field);
                for (int i = 0; i < elements.size(); i++) {
                    builder.setRepeatedField(field, i, value(field, elements.get(i), cipher));
                }
            } else if (!field.hasPresence() || message.hasField(field)) {
                builder.setField(field, value(field, message.getField(field), cipher));
            }
        }
        return builder.build();
    }

    private Object value(FieldDescriptor field, Object value, FieldCipher cipher) {
        if (value instanceof Message inner) {
            return message(inner, cipher);
        }
        EncryptionRule rule = leaves.get(field);
        if (rule == null) {
            return value;
        }
        if (value instanceof ByteString bytes) {
            return ByteString.copyFrom(FieldTurning.bytes(field.getFullName(), rule, bytes.toByteArray(), cipher));
        }
        return FieldTurning.text(field.getFullName(), direction, rule, (String) value, cipher);
    }

    private static boolean isMessage(FieldDescriptor field) {
        return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
    }
}
