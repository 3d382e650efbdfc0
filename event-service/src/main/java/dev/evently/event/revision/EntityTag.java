package dev.evently.event.revision;

/** The strong entity tag (RFC 9110, section 8.8.3) of a versioned representation: its version in quotes. */
public final class EntityTag {

    private EntityTag() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }
}
