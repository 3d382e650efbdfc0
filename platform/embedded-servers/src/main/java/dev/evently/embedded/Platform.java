package dev.evently.embedded;

import java.util.Locale;

/** The operating system and processor this JVM runs on, as far as the binaries differ by them. */
enum Platform {
    LINUX_AMD64("postgres-linux-x86_64.txz"),
    LINUX_ARM64("postgres-linux-arm_64.txz"),
    MAC_AMD64("postgres-darwin-x86_64.txz"),
    MAC_ARM64("postgres-darwin-arm_64.txz");

    private final String postgresArchive;

    Platform(String postgresArchive) {
        this.postgresArchive = postgresArchive;
    }

    /** The class path resource that holds PostgreSQL for this platform. */
    String postgresArchive() {
        return postgresArchive;
    }

    boolean linux() {
        return this == LINUX_AMD64 || this == LINUX_ARM64;
    }

    static Platform current() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64");
        if (os.startsWith("linux")) {
            return arm ? LINUX_ARM64 : LINUX_AMD64;
        }
        if (os.startsWith("mac")) {
            return arm ? MAC_ARM64 : MAC_AMD64;
        }
        throw new IllegalStateException("There are embedded servers for Linux and macOS, not for " + os + " " + arch);
    }
}
