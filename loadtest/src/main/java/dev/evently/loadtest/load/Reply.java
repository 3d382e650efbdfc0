package dev.evently.loadtest.load;

import io.vertx.core.buffer.Buffer;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back for one request.
 *
 * @param status HTTP status; 0 if nothing came back
 * @param location the {@code Location} header, empty if there is none
 * @param retryAfter the {@code Retry-After} header, empty if there is none
 * @param body the body; of a request without an answer the reason
 */
public record Reply(int status, String location, String retryAfter, Buffer body) {
    private static final int NOTHING = 0;
    private static final Set<String> RIGHT = Set.of("sold-out", "too-many-requests", "buyer-limit");
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"[^\"]*?([^\"/]*)\"");

    static Reply nothing(Throwable reason) {
        return new Reply(NOTHING, "", "", Buffer.buffer(reason.getClass().getSimpleName()));
    }

    /** Whether the request may have taken effect although its client was not told so. */
    public boolean leavesOpen() {
        return status == NOTHING || status >= 500;
    }

    /** The end of a journey at this reply, which was not the one hoped for. */
    public Outcome end(String step) {
        if (status == NOTHING) {
            return new Outcome(Outcome.Verdict.FAILED, step + ": no answer, " + body);
        }
        String problem = problem();
        boolean right = status >= 400 && status < 500 && RIGHT.contains(problem);
        return new Outcome(
                right ? Outcome.Verdict.REFUSED : Outcome.Verdict.FAILED,
                step + ": " + status + (problem.isEmpty() ? "" : " " + problem));
    }

    /** The last part of the problem's type; empty if the body is no problem. */
    String problem() {
        if (status < 400) {
            return "";
        }
        Matcher type = TYPE.matcher(body.toString());
        return type.find() ? type.group(1) : "";
    }
}
