package dev.evently.loadtest.sale;

import dev.evently.local.client.Answer;
import java.io.IOException;

/** What the gateway is expected to answer to the preparations of a run. */
final class Api {
    private Api() {}

    static Answer require(Answer answer, int status) throws IOException {
        if (answer.status() != status) {
            throw new IOException("Expected %d: %s".formatted(status, answer));
        }
        return answer;
    }
}
