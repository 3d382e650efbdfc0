package dev.evently.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** A client of HTTP/2 without TLS (RFC 9113) that writes frames as a test wants them, whether they are allowed or not. */
final class RawHttp2 implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private static final int HEAD_BYTES = 9;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /** A frame that came. */
    record Frame(int type, int flags, int stream, ByteBuffer payload) {

        /** The error of a RST_STREAM or GOAWAY. */
        int error() {
            return payload.getInt(type == GOAWAY ? Integer.BYTES : 0);
        }

        String text() {
            return StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        }

        boolean endsStream() {
            return type == RST_STREAM || ((type == DATA || type == HEADERS) && (flags & END_STREAM) != 0);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    /** @param settings identifiers and values in turn */
    RawHttp2(int port, int... settings) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        ByteBuffer payload = ByteBuffer.allocate(settings.length / 2 * (Short.BYTES + Integer.BYTES));
        for (int n = 0; n < settings.length; n += 2) {
            payload.putShort((short) settings[n]).putInt(settings[n + 1]);
        }
        send(SETTINGS, 0, 0, payload.array());
    }

    synchronized void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.write(ByteBuffer.allocate(HEAD_BYTES + payload.length)
                .put((byte) (payload.length >> Short.SIZE))
                .putShort((short) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array());
    }

    /** Names and values in turn, none of them indexed or compressed (RFC 7541, section 6.2.2). */
    static byte[] headers(String... namesAndValues) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        for (int n = 0; n < namesAndValues.length; n += 2) {
            block.write(0);
            writeString(block, namesAndValues[n]);
            writeString(block, namesAndValues[n + 1]);
        }
        return block.toByteArray();
    }

    private static void writeString(ByteArrayOutputStream block, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length < 127) {
            block.write(bytes.length);
        } else {
            block.write(127);
            int rest = bytes.length - 127;
            for (; rest >= 128; rest >>= 7) {
                block.write((rest & 0x7f) | 0x80);
            }
            block.write(rest);
        }
        block.writeBytes(bytes);
    }

    /** A request without a body. */
    void get(int stream, String path, String... headers) throws IOException {
        send(HEADERS, END_HEADERS | END_STREAM, stream, request("GET", path, headers));
    }

    static byte[] request(String method, String path, String... headers) {
        List<String> all =
                new ArrayList<>(List.of(":method", method, ":scheme", "http", ":path", path, ":authority", "gateway"));
        all.addAll(List.of(headers));
        return headers(all.toArray(String[]::new));
    }

    /** Reads until such a frame comes; what came before is forgotten. */
    Frame await(Predicate<Frame> wanted) throws IOException {
        while (true) {
            Frame frame = read();
            if (wanted.test(frame)) {
                return frame;
            }
        }
    }

    /** The same beside whatever the test goes on to send. */
    CompletableFuture<Frame> awaitLater(Predicate<Frame> wanted) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return await(wanted);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** How the stream ends: its last frame, or what the whole connection was ended with. */
    Frame endOf(int stream) throws IOException {
        return await(frame -> frame.type() == GOAWAY || (frame.stream() == stream && frame.endsStream()));
    }

    private Frame read() throws IOException {
        int length = (in.readUnsignedByte() << Short.SIZE) | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt() & Integer.MAX_VALUE;
        byte[] payload = new byte[length];
        in.readFully(payload);
        Frame frame = new Frame(type, flags, stream, ByteBuffer.wrap(payload));
        if (type == SETTINGS && (flags & 1) == 0) {
            send(SETTINGS, 1, 0, new byte[0]);
        }
        return frame;
    }

    /** Whether the gateway closes the connection, after whatever it has still to say. */
    boolean isClosed() throws IOException {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
