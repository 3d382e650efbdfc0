package dev.evently.waitlist.line;

/**
 * Whose turn it is in one walk along a line: the first party, by place, that wants no more places than may be left.
 *
 * <p>A party too large for what is left is passed over and keeps its place, so the next release finds it at the head
 * again. A walk ends because every refusal either lowers what may be left or moves past a place.
 *
 * @param afterPlace parties up to this place have had their turn
 * @param mostPlaces what booking-service may have left, as far as the walk has learnt
 */
public record Turn(long afterPlace, int mostPlaces) {

    /** The start of a walk: anybody, and nothing is known about what is left. */
    public static Turn first() {
        return new Turn(0, Integer.MAX_VALUE);
    }

    public boolean isOf(Party party) {
        return party.place() > afterPlace && party.quantity() <= mostPlaces;
    }

    /** After a party was told that only so many places are left. */
    public Turn withLeft(Party refused, int left) {
        return new Turn(afterPlace, Math.min(mostPlaces, Math.min(left, refused.quantity() - 1)));
    }

    /** After a party was refused for a reason of its own. */
    public Turn past(Party refused) {
        return new Turn(Math.max(afterPlace, refused.place()), mostPlaces);
    }

    /** After it turned out that nothing is on sale. */
    public Turn ofNobody() {
        return new Turn(afterPlace, 0);
    }
}
