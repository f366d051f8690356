package io.lockweir.stack.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * Asks a broker for its metadata without Kafka's client library, which would force its version on every module that uses the
 * stack. Frames as in the Kafka protocol guide: Metadata request version 1, whose answer lists the brokers that are not fenced.
 */
final class KafkaHandshake {
    private static final int TIMEOUT_MS = 2_000;
    private static final short METADATA = 3;
    private static final short VERSION = 1;
    private static final String CLIENT = "lockweir-stack";

    private KafkaHandshake() {}

    /** Throws while the broker does not list itself as available. */
    static void check(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            // Header: key, version, correlation id, client id; body: the list of topics, here of length 0.
            out.writeInt(2 + 2 + 4 + 2 + CLIENT.length() + 4);
            out.writeShort(METADATA);
            out.writeShort(VERSION);
            out.writeInt(1);
            out.writeShort(CLIENT.length());
            out.writeBytes(CLIENT);
            out.writeInt(0);
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            if (in.readInt() < 2 * Integer.BYTES) {
                throw new EOFException("the answer is too short");
            }
            in.readInt();
            if (in.readInt() == 0) {
                throw new IOException("no broker is available yet");
            }
        }
    }
}
