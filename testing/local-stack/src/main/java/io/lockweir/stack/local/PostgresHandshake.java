package io.lockweir.stack.local;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Connects with verified TLS up to the server's question for the password, without a JDBC driver, whose version every module
 * chooses for itself. Messages as in PostgreSQL's manual, "Message Formats".
 */
final class PostgresHandshake {
    private static final int TIMEOUT_MS = 5_000;
    private static final int SSL_REQUEST = 80_877_103;
    private static final int PROTOCOL_3 = 196_608;

    private PostgresHandshake() {}

    /** Throws while the server does not take connections, and when it is another than the authority vouches for. */
    static void check(int port, String user, X509Certificate authority) throws IOException, GeneralSecurityException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (Socket plain = new Socket()) {
            plain.setSoTimeout(TIMEOUT_MS);
            plain.connect(new InetSocketAddress(loopback, port), TIMEOUT_MS);
            DataOutputStream request = new DataOutputStream(plain.getOutputStream());
            request.writeInt(2 * Integer.BYTES);
            request.writeInt(SSL_REQUEST);
            request.flush();
            if (plain.getInputStream().read() != 'S') {
                throw new IOException("the server does not do TLS");
            }
            try (SSLSocket socket =
                    (SSLSocket) context(authority).getSocketFactory().createSocket(plain, "127.0.0.1", port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                startUp(socket, user);
            }
        }
    }

    private static void startUp(SSLSocket socket, String user) throws IOException {
        byte[] body = ("user\0" + user + "\0database\0postgres\0\0").getBytes(StandardCharsets.UTF_8);
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(2 * Integer.BYTES + body.length);
        out.writeInt(PROTOCOL_3);
        out.write(body);
        out.flush();
        int answer = new DataInputStream(socket.getInputStream()).read();
        if (answer != 'R') {
            throw new IOException("the server does not take connections yet");
        }
    }

    private static SSLContext context(X509Certificate authority) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
