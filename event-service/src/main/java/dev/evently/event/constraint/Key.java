package dev.evently.event.constraint;

/** A name for machines that an organizer gives: short, and the same in every URL, file and program. */
public final class Key {

    public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,39}";
    public static final String MESSAGE = "must be 1 to 40 of a-z, 0-9, - and _, beginning with a letter or digit";

    private Key() {}
}
