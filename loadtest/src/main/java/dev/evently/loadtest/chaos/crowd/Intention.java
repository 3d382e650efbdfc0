package dev.evently.loadtest.chaos.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What one buyer sets out to do. Made from a seed, so that a run can be repeated as far as its buyers are concerned.
 *
 * @param number its place in the order of beginning, from 0
 * @param buyer which buyer
 * @param event which event
 * @param standard places at the standard price
 * @param reduced places at the reduced price
 * @param aim what is to become of the hold
 * @param card token of the card it is paid with
 * @param twice whether the request for the hold is sent again under its key after it was answered
 */
record Intention(int number, int buyer, int event, int standard, int reduced, Aim aim, String card, boolean twice) {

    enum Aim {
        PAY,
        /** Pay, and give the places back. */
        PAY_AND_CANCEL,
        /** Give the hold back. */
        GIVE_UP,
        /** Do nothing more; the hold expires. */
        WALK_AWAY
    }

    /** Cards and how many of a hundred buyers have them. */
    private static final List<Share<String>> CARDS = List.of(
            new Share<>("tok_ok", 50),
            new Share<>("tok_declined", 12),
            new Share<>("tok_pending", 12),
            new Share<>("tok_twice", 12),
            new Share<>("tok_timeout", 8),
            new Share<>("tok_late", 6));

    private static final List<Share<Aim>> AIMS = List.of(
            new Share<>(Aim.PAY, 74),
            new Share<>(Aim.PAY_AND_CANCEL, 9),
            new Share<>(Aim.GIVE_UP, 6),
            new Share<>(Aim.WALK_AWAY, 11));

    private static final int HUNDRED = 100;
    private static final int TWICE = 15;
    /** Of a hundred bookings, those that all want the same event. */
    private static final int HOT = 30;

    private record Share<T>(T value, int percent) {}

    static List<Intention> random(Random random, int number, int buyers, int events) {
        List<Intention> intentions = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            int event = random.nextInt(HUNDRED) < HOT ? 0 : random.nextInt(events);
            int places = 1 + random.nextInt(3);
            int reduced = random.nextInt(places + 1);
            intentions.add(new Intention(
                    i,
                    random.nextInt(buyers),
                    event,
                    places - reduced,
                    reduced,
                    pick(AIMS, random),
                    pick(CARDS, random),
                    random.nextInt(HUNDRED) < TWICE));
        }
        return intentions;
    }

    private static <T> T pick(List<Share<T>> shares, Random random) {
        int left = random.nextInt(HUNDRED);
        for (Share<T> share : shares) {
            left -= share.percent();
            if (left < 0) {
                return share.value();
            }
        }
        throw new IllegalStateException("The shares are no hundred");
    }

    int places() {
        return standard + reduced;
    }
}
