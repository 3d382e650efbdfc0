package dev.evently.loadtest.chaos.crowd;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Does what a buyer set out to do, from the hold to the end, and writes down what the suite says of it. */
final class Shopping {
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(3);
    private static final String BOOKINGS = "/bookings";

    private final Desk desk;
    private final Buyer buyer;
    private final Intention intention;
    private final Offering offering;
    private final Diary diary;

    Shopping(Desk desk, Buyer buyer, Intention intention, Offering offering) {
        this.desk = desk;
        this.buyer = buyer;
        this.intention = intention;
        this.offering = offering;
        this.diary = new Diary(buyer.id(), UUID.randomUUID().toString(), offering.id());
    }

    Diary diary() {
        return diary;
    }

    /** Holds, pays and cancels as intended. What it returns is to be followed until it is decided; usually nothing. */
    Optional<UUID> shop() throws InterruptedException {
        Optional<UUID> held = hold();
        if (held.isPresent() && intention.twice()) {
            hold();
        }
        if (held.isEmpty()) {
            return Optional.empty();
        }
        UUID booking = held.get();
        return switch (intention.aim()) {
            case PAY -> pay(booking) ? Optional.empty() : held;
            case PAY_AND_CANCEL -> {
                if (pay(booking)) {
                    cancel(booking);
                    yield Optional.empty();
                }
                yield held;
            }
            case GIVE_UP -> {
                cancel(booking);
                yield Optional.empty();
            }
            case WALK_AWAY -> held;
        };
    }

    /** Looks at the booking until it is no hold any more, or for as long as the limit. */
    void follow(UUID booking, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        String status = "HELD";
        while (status.equals("HELD") && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN.toMillis());
            status = look(booking);
        }
    }

    private String look(UUID booking) throws InterruptedException {
        Optional<Reply> answer = desk.get(buyer, BOOKINGS + "/" + booking, diary);
        if (answer.isEmpty()) {
            diary.claim(new Claim.Unanswered("look"));
            return "HELD";
        }
        Reply reply = answer.get();
        if (reply.status() != 200) {
            strange("look", reply);
            return "";
        }
        String status = reply.text("status");
        diary.claim(new Claim.Seen(booking, status));
        return status;
    }

    private Optional<UUID> hold() throws InterruptedException {
        Optional<Reply> answer = desk.post(buyer, BOOKINGS, offering.order(intention), diary.key(), diary);
        if (answer.isEmpty()) {
            diary.claim(new Claim.Unanswered("hold"));
            return Optional.empty();
        }
        Reply reply = answer.get();
        if (reply.status() == 201) {
            UUID booking = UUID.fromString(reply.text("id"));
            List<UUID> products = reply.json()
                    .path("items")
                    .valueStream()
                    .map(item -> UUID.fromString(item.path("productId").asString("")))
                    .sorted()
                    .toList();
            diary.claim(
                    new Claim.Held(booking, products, reply.json().path("total").asLong()));
            if (products.size() != intention.places()) {
                strange("hold", reply);
            }
            return Optional.of(booking);
        }
        if (reply.problem().equals("sold-out")) {
            diary.claim(new Claim.Refused(reply.problem()));
        } else {
            strange("hold", reply);
        }
        return Optional.empty();
    }

    /** Pays; who is declined tries once more with a card that works. Says whether the booking is paid. */
    private boolean pay(UUID booking) throws InterruptedException {
        Paid first = pay(booking, intention.card());
        boolean again = first == Paid.DECLINED && intention.number() % 2 == 0;
        return (again ? pay(booking, "tok_ok") : first) == Paid.YES;
    }

    private enum Paid {
        YES,
        DECLINED,
        NO,
    }

    private Paid pay(UUID booking, String card) throws InterruptedException {
        Map<String, ?> body = Map.of("method", Map.of("type", "card", "token", card));
        String key = UUID.randomUUID().toString();
        Optional<Reply> answer = desk.post(buyer, BOOKINGS + "/" + booking + "/payment", body, key, diary);
        if (answer.isEmpty()) {
            diary.claim(new Claim.Unanswered("payment"));
            return Paid.NO;
        }
        Reply reply = answer.get();
        JsonNode json = reply.json();
        return switch (reply.kind()) {
            case "200" -> {
                diary.claim(new Claim.Captured(booking, id(json, "paymentId")));
                diary.claim(new Claim.Seen(
                        booking, json.path("booking").path("status").asString("")));
                yield Paid.YES;
            }
            case "202" -> Paid.NO;
            case "402 payment-declined" -> {
                diary.claim(new Claim.Declined(booking, id(json, "paymentId")));
                yield Paid.DECLINED;
            }
            case "410 hold-expired" -> {
                diary.claim(new Claim.Lapsed(booking));
                yield Paid.NO;
            }
            default -> {
                strange("payment", reply);
                yield Paid.NO;
            }
        };
    }

    private void cancel(UUID booking) throws InterruptedException {
        diary.cancels();
        Optional<Reply> answer = desk.post(buyer, BOOKINGS + "/" + booking + "/cancel", Map.of(), null, diary);
        if (answer.isEmpty()) {
            diary.claim(new Claim.Unanswered("cancel"));
            return;
        }
        Reply reply = answer.get();
        if (reply.status() == 200 && reply.text("status").equals("CANCELLED")) {
            long refund = reply.json().path("refund").path("amount").asLong(0);
            diary.claim(new Claim.Cancelled(booking, refund));
        } else if (reply.problem().equals("not-cancellable")
                && reply.text("reason").equals("EXPIRED")) {
            diary.claim(new Claim.TooLateToCancel(booking));
        } else {
            strange("cancel", reply);
        }
    }

    private void strange(String request, Reply reply) {
        diary.claim(new Claim.Strange(request, reply.kind() + " " + reply.json()));
    }

    private static UUID id(JsonNode json, String field) {
        return UUID.fromString(json.path(field).asString(""));
    }
}
