package dev.evently.knownbad.notification.mail;

import dev.evently.knownbad.notification.feed.TellingFeed;

/** Needs the feed that needs it. */
public class Letters {

    private final TellingFeed feed;

    public Letters(TellingFeed feed) {
        this.feed = feed;
    }

    public void write(String text) {
        System.out.println(text + feed.hashCode());
    }
}
