package dev.evently.loadtest.sale;

import dev.evently.loadtest.load.Http;
import dev.evently.loadtest.load.Journey;
import dev.evently.loadtest.load.Outcome;
import dev.evently.loadtest.load.Reply;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;

/** The journeys of buyers. Each client is one of the users; several clients may be the same. */
public final class Buying {
    private static final String BOOKINGS = "/api/v1/bookings";
    private static final Buffer CARD = Buffer.buffer("{\"method\":{\"type\":\"card\",\"token\":\"tok_ok\"}}");

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
        return http.post(booking + "/payment", authorization(client), CARD).map(reply -> {
            if (reply.status() == 200) {
                stock.told(event).sold();
                return Outcome.done();
            }
            if (reply.leavesOpen() || reply.status() == 202) {
                stock.told(event).perhapsSold();
            }
            return reply.end("payment");
        });
    }

    private String authorization(int client) {
        return authorizations.get(client % authorizations.size());
    }
}
