package dev.evently.gateway.limits;

import org.springframework.core.io.buffer.DataBuffer;

/** How deep a JSON text is nested, as far as it has been seen. Whether it is JSON at all is for the service to find out. */
final class JsonNesting {

    private int depth;
    private int deepest;
    private boolean inString;
    private boolean escaped;

    /** Looks at the next bytes without taking them, and returns the depth of the deepest array or object so far. */
    int see(DataBuffer next) {
        for (int n = next.readPosition(); n < next.writePosition(); n++) {
            see(next.getByte(n));
        }
        return deepest;
    }

    private void see(byte next) {
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
