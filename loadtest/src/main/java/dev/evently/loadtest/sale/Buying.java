package dev.evently.loadtest.sale;

import dev.evently.loadtest.load.Http;
import dev.evently.loadtest.load.Journey;
import dev.evently.loadtest.load.Outcome;
import dev.evently.loadtest.load.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** The journeys of buyers. Each client is one of the users; several clients may be the same. */
public final class Buying {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final Buffer CARD = Buffer.buffer("{\"method\":{\"type\":\"card\",\"token\":\"tok_ok\"}}");

    private static final String CONFIRMED = "\"status\":\"CONFIRMED\"";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stock stock;
    private final List<String> authorizations;
    private final List<Buffer> holds;

    /** @param tokens access tokens of the users */
    public Buying(Stock stock, List<String> tokens) {
        this.stock = stock;
        this.authorizations = tokens.stream().map("Bearer "::concat).toList();
        this.holds = stock.events().stream().map(EventOnSale::hold).toList();
    }

    /** Holds one place of the event that is on sale at that moment. */
    public Journey holding(Http http, IntSupplier event) {
        return client -> {
            int chosen = event.getAsInt();
            return hold(http, client, chosen).map(reply -> reply.status() == 201 ? Outcome.done() : reply.end("hold"));
        };
    }

    /** Holds one place of any event and pays for it. */
    public Journey booking(Http http) {
        SplittableRandom random = new SplittableRandom();
        return client -> {
            int event = random.nextInt(holds.size());
            return hold(http, client, event)
                    .compose(reply -> reply.status() == 201
                            ? pay(http, client, event, reply.location())
                            : Future.succeededFuture(reply.end("hold")));
        };
    }

    private Future<Reply> hold(Http http, int client, int event) {
        return http.post(BOOKINGS, authorization(client), holds.get(event)).map(reply -> {
            if (reply.status() == 201) {
                stock.told(event).held();
            } else if (reply.leavesOpen()) {
                stock.told(event).perhapsHeld();
            }
            return reply;
        });
    }

    private Future<Outcome> pay(Http http, int client, int event, String booking) {
        return http.post(booking + "/payment", authorization(client), CARD).compose(reply -> {
            if (reply.status() == 200) {
                stock.told(event).sold();
                return Future.succeededFuture(Outcome.done());
            }
            if (reply.status() == 202) {
                return awaitConfirmation(http, client, event, booking, System.nanoTime());
            }
            if (reply.leavesOpen()) {
                stock.told(event).perhapsSold();
            }
            return Future.succeededFuture(reply.end("payment"));
        });
    }

    /** The provider has not answered yet; its webhook will. */
    private Future<Outcome> awaitConfirmation(Http http, int client, int event, String booking, long since) {
        return http.pause(POLL)
                .compose(paused -> http.get(booking, authorization(client)))
                .compose(reply -> {
                    if (reply.status() == 200 && reply.body().toString().contains(CONFIRMED)) {
                        stock.told(event).sold();
                        return Future.succeededFuture(Outcome.done("payment: 202, confirmed later"));
                    }
                    if (System.nanoTime() - since < PATIENCE.toNanos()) {
                        return awaitConfirmation(http, client, event, booking, since);
                    }
                    stock.told(event).perhapsSold();
                    return Future.succeededFuture(
                            new Outcome(Outcome.Verdict.FAILED, "payment: 202, not confirmed within 30 s"));
                });
    }

    private String authorization(int client) {
        return authorizations.get(client % authorizations.size());
    }
}
