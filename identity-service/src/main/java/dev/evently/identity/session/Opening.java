package dev.evently.identity.session;

/** What became of the wish to sign in. */
sealed interface Opening {

    record Opened(SessionTokens tokens) implements Opening {}

    /**
     * The password was right, and a code is still to be given.
     *
     * @param challenge to be sent along with the code
     */
    record CodeNeeded(String challenge) implements Opening {

        @Override
        public String toString() {
            return "CodeNeeded[]";
        }
    }

    /** The password was right, and the address is to be verified first; a mail for that is on its way, or in the mailbox. */
    record EmailUnverified() implements Opening {}

    /** Address and password do not belong together. */
    record BadCredentials() implements Opening {}

    record WrongCode() implements Opening {}

    /** The challenge is unknown, has expired, or was used. */
    record ChallengeOver() implements Opening {}
}
