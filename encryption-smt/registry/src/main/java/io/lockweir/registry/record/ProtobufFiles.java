package io.lockweir.registry.record;

import com.google.protobuf.AnyProto;
import com.google.protobuf.ApiProto;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.FieldMaskProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.SourceContextProto;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeProto;
import com.google.protobuf.WrappersProto;
import io.lockweir.encryption.confluent.MessageIndexes;
import io.lockweir.encryption.failure.EnvelopeException;
import io.lockweir.encryption.failure.EnvelopeException.Reason;
import io.lockweir.registry.RegisteredSchema;
import io.lockweir.registry.RegisteredSchema.Reference;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Files of Protobuf out of their serialized descriptors, imports resolved: one that is missing could hide fields with tags. */
final class ProtobufFiles {
    /** Tags are read by number, so that nothing of it is needed. */
    private static final String META = "confluent/meta.proto";

    private static final Map<String, FileDescriptor> KNOWN = Stream.of(
                    AnyProto.getDescriptor(),
                    ApiProto.getDescriptor(),
                    DescriptorProtos.getDescriptor(),
                    DurationProto.getDescriptor(),
                    EmptyProto.getDescriptor(),
                    FieldMaskProto.getDescriptor(),
                    SourceContextProto.getDescriptor(),
                    StructProto.getDescriptor(),
                    TimestampProto.getDescriptor(),
                    TypeProto.getDescriptor(),
                    WrappersProto.getDescriptor(),
                    decimal())
            .collect(Collectors.toUnmodifiableMap(FileDescriptor::getName, file -> file));

    private final Function<Reference, RegisteredSchema> referred;

    ProtobufFiles(Function<Reference, RegisteredSchema> referred) {
        this.referred = referred;
    }

    /**
     * A message of a schema.
     *
     * @throws IllegalArgumentException if the schema is none, or imports what is not there
     * @throws EnvelopeException if it has no such message, which is the record's fault
     */
    Descriptor message(RegisteredSchema schema, MessageIndexes indexes) {
        @Nullable Descriptor found = null;
        List<Descriptor> types = file(schema, new HashMap<>()).getMessageTypes();
        for (int index : indexes.path()) {
            if (index >= types.size()) {
                throw new EnvelopeException(
                        Reason.MALFORMED, "The schema that the record names has no message " + indexes.path());
            }
            found = types.get(index);
            types = found.getNestedTypes();
        }
        if (found == null) {
            throw new IllegalStateException("A path of indexes has at least one");
        }
        return found;
    }

    private FileDescriptor file(RegisteredSchema schema, Map<String, FileDescriptor> made) {
        FileDescriptorProto proto = proto(schema);
        Map<String, Reference> references =
                schema.references().stream().collect(Collectors.toMap(Reference::name, each -> each, (a, b) -> a));
        List<FileDescriptor> imports = new ArrayList<>();
        for (String name : proto.getDependencyList()) {
            Reference reference = references.get(name);
            @Nullable FileDescriptor known = made.containsKey(name) ? made.get(name) : KNOWN.get(name);
            if (known == null && reference != null) {
                known = file(referred.apply(reference), made);
                made.put(name, known);
            }
            if (known != null) {
                imports.add(known);
            } else if (!name.equals(META)) {
                throw new IllegalArgumentException(
                        "The schema imports " + name + ", which is not among its references. Register it with them");
            }
        }
        try {
            return FileDescriptor.buildFrom(proto, imports.toArray(FileDescriptor[]::new), true);
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("The schema is no Protobuf that holds together", e);
        }
    }

    private static FileDescriptorProto proto(RegisteredSchema schema) {
        try {
            return FileDescriptorProto.parseFrom(Base64.getDecoder().decode(schema.text()));
        } catch (IllegalArgumentException | InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(
                    "The registry did not answer with a serialized file of Protobuf, though format=serialized was asked for."
                            + " Take a registry that does");
        }
    }

    /** Confluent's decimal.proto, which schemas import without a reference. */
    private static FileDescriptor decimal() {
        FileDescriptorProto file = FileDescriptorProto.newBuilder()
                .setName("confluent/type/decimal.proto")
                .setPackage("confluent.type")
                .setSyntax("proto3")
                .addMessageType(DescriptorProto.newBuilder()
                        .setName("Decimal")
                        .addField(field("value", 1, FieldDescriptorProto.Type.TYPE_BYTES))
                        .addField(field("precision", 2, FieldDescriptorProto.Type.TYPE_UINT32))
                        .addField(field("scale", 3, FieldDescriptorProto.Type.TYPE_INT32)))
                .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]);
        } catch (DescriptorValidationException e) {
            throw new IllegalStateException("The file above holds together", e);
        }
    }

    private static FieldDescriptorProto field(String name, int number, FieldDescriptorProto.Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL)
                .build();
    }
}
