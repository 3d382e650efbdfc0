package dev.evently.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.loadtest.load.Outcome.Verdict;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ReplyTests {

    private static final String SOLD_OUT =
            "{\"title\":\"Sold out\",\"type\":\"http://127.0.0.1:8080/problems/sold-out\",\"status\":409}";

    @Test
    void takesSoldOutForARightRefusal() {
        assertThat(reply(409, SOLD_OUT).end("hold")).isEqualTo(new Outcome(Verdict.REFUSED, "hold: 409 sold-out"));
    }

    @Test
    void takesAnyOtherProblemForAFailure() {
        assertThat(reply(422, "{\"type\":\"/problems/validation\"}").end("hold"))
                .isEqualTo(new Outcome(Verdict.FAILED, "hold: 422 validation"));
        assertThat(reply(503, "{\"type\":\"/problems/sold-out\"}").end("hold").verdict())
                .isEqualTo(Verdict.FAILED);
        assertThat(reply(502, "<html>").end("hold")).isEqualTo(new Outcome(Verdict.FAILED, "hold: 502"));
    }

    @Test
    void leavesOpenWhatHadNoAnswerOrAnErrorOfTheServer() {
        Reply nothing = Reply.nothing(new IOException("closed"));

        assertThat(nothing.leavesOpen()).isTrue();
        assertThat(nothing.end("hold").reason()).isEqualTo("hold: no answer, IOException");
        assertThat(reply(500, "").leavesOpen()).isTrue();
        assertThat(reply(409, SOLD_OUT).leavesOpen()).isFalse();
        assertThat(reply(201, "{}").leavesOpen()).isFalse();
    }

    private static Reply reply(int status, String body) {
        return new Reply(status, "", "", Buffer.buffer(body));
    }
}
