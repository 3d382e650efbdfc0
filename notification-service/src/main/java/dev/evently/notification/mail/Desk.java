package dev.evently.notification.mail;

import java.util.List;

/**
 * Hands out mails of one kind to be sent and takes their outcome back; sending happens between the two, outside any
 * transaction.
 */
interface Desk<L extends Letter> {

    /** Hands out what is due, a batch at most. No other instance gets the same until the lease ends. */
    List<L> handOut();

    /**
     * Notes what became of letters, all in one transaction. If that fails nothing is noted, and the mails are handed out
     * again when their lease ends.
     */
    void settle(List<Outcome<L>> outcomes);
}
