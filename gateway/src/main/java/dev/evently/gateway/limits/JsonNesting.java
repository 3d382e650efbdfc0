package dev.evently.gateway.limits;

import org.springframework.core.io.buffer.DataBuffer;

/**
 * How deep a JSON text in UTF-8 is nested, as far as it has been seen. Whether it is JSON at all is for the service to find
 * out; but a reader may guess UTF-16 or UTF-32 from the first bytes, in which the same bytes mean something else.
 */
final class JsonNesting {

    private static final int UTF_16_BIG_ENDIAN_MARK = 0xFE;
    private static final int UTF_16_LITTLE_ENDIAN_MARK = 0xFF;
    private static final int UTF_8_MARK = 0xEF;

    private int depth;
    private int deepest;
    private boolean inString;
    private boolean escaped;
    private boolean begun;
    private boolean otherThanUtf8;

    /** Looks at the next bytes without taking them, and returns the depth of the deepest array or object so far. */
    int see(DataBuffer next) {
        for (int n = next.readPosition(); n < next.writePosition(); n++) {
            see(next.getByte(n));
        }
        return deepest;
    }

    /**
     * Whether it begins with a mark of the byte order, or holds a zero: UTF-8 has none in JSON, while in the others the first
     * character, which is of ASCII, has some.
     */
    boolean isOtherThanUtf8() {
        return otherThanUtf8;
    }

    private static boolean isMark(int first) {
        return first == UTF_16_BIG_ENDIAN_MARK || first == UTF_16_LITTLE_ENDIAN_MARK || first == UTF_8_MARK;
    }

    private void see(byte next) {
        otherThanUtf8 |= next == 0 || (!begun && isMark(Byte.toUnsignedInt(next)));
        begun = true;
        if (escaped) {
            escaped = false;
        } else if (inString) {
            escaped = next == '\\';
            inString = next != '"';
        } else if (next == '"') {
            inString = true;
        } else if (next == '{' || next == '[') {
            depth++;
            deepest = Math.max(deepest, depth);
        } else if (next == '}' || next == ']') {
            depth--;
        }
    }
}
