package io.lockweir.stack.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Connects and asks for the node's release, without a driver, whose version every module chooses for itself. Frames as in Cassandra's
 * "CQL binary protocol v4", sections 2 and 4.
 */
final class CqlHandshake {
    private static final int TIMEOUT_MS = 5_000;
    private static final int VERSION_4 = 0x04;
    private static final int STARTUP = 0x01;
    private static final int READY = 0x02;
    private static final int AUTHENTICATE = 0x03;
    private static final int QUERY = 0x07;
    private static final int RESULT = 0x08;
    private static final int CONSISTENCY_ONE = 0x0001;
    private static final int MAX_ANSWER = 1 << 20;

    private CqlHandshake() {}

    /** Throws while the node does not answer queries; one that asks for a password is asked nothing. */
    static void check(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            DataOutputStream request = new DataOutputStream(socket.getOutputStream());
            DataInputStream answer = new DataInputStream(socket.getInputStream());
            head(request, STARTUP, 2 + 2 + "CQL_VERSION".length() + 2 + "3.0.0".length());
            request.writeShort(1);
            request.writeUTF("CQL_VERSION");
            request.writeUTF("3.0.0");
            request.flush();
            if (answered(answer, READY, AUTHENTICATE) == AUTHENTICATE) {
                return;
            }
            byte[] query = "SELECT release_version FROM system.local".getBytes(StandardCharsets.UTF_8);
            head(request, QUERY, Integer.BYTES + query.length + Short.BYTES + 1);
            request.writeInt(query.length);
            request.write(query);
            request.writeShort(CONSISTENCY_ONE);
            request.writeByte(0);
            request.flush();
            answered(answer, RESULT);
        }
    }

    private static void head(DataOutputStream request, int opcode, int bodyLength) throws IOException {
        request.writeByte(VERSION_4);
        request.writeByte(0);
        request.writeShort(0);
        request.writeByte(opcode);
        request.writeInt(bodyLength);
    }

    private static int answered(DataInputStream answer, Integer... expected) throws IOException {
        answer.readFully(new byte[Integer.BYTES]);
        int actual = answer.readUnsignedByte();
        int length = answer.readInt();
        if (length < 0 || length > MAX_ANSWER) {
            throw new IOException("an answer of " + length + " bytes");
        }
        answer.readFully(new byte[length]);
        if (!List.of(expected).contains(actual)) {
            throw new IOException("the node answered with opcode %d and not %s".formatted(actual, List.of(expected)));
        }
        return actual;
    }
}
