package dev.evently.gateway.limits;

/**
 * One of the counts that a request adds to.
 *
 * @param subject whose count it is: an address, a user, a route
 */
record Claim(Tier tier, String subject) {

    @Override
    public String toString() {
        return tier.wire() + ":" + subject;
    }
}
