package dev.evently.booking.sharding.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * What a statement has to look like for a database that spreads its rows by bucket: every table it reads or changes is
 * restricted by its bucket, directly or through a join on it, and every row it inserts has one.
 *
 * <p>It reads text and not grammar, and knows what this code base writes: joins in words, and an alias for each table of a
 * join.
 */
final class BucketRule {

    private static final Pattern JUDGED = Pattern.compile("^(select|insert|update|delete|with|merge)\\b");
    private static final Pattern ASIDE = Pattern.compile("--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'", Pattern.DOTALL);
    private static final Pattern TABLE = Pattern.compile(
            "\\b(from|join|into|update|using)\\s+(?:only\\s+)?(?:public\\.)?\"?(\\w+)\"?(?:\\s+(?:as\\s+)?(\\w+))?");
    private static final Set<String> NO_ALIAS = Set.of(
            "where",
            "set",
            "on",
            "order",
            "group",
            "join",
            "left",
            "right",
            "inner",
            "cross",
            "for",
            "limit",
            "values",
            "using",
            "returning",
            "select",
            "default",
            "as",
            "union",
            "having");
    private static final String COMPARED = "bucket\\s*(?:=|in\\b|between\\b)";
    private static final Pattern UNQUALIFIED =
            Pattern.compile("(?<![\\w.])" + COMPARED + "|\\(\\s*bucket\\s*,[^()]*\\)\\s*(?:=|in\\b)");
    private static final Pattern PINNED = Pattern.compile(
            "\\bbucket\\s*(?:=\\s*(?:\\?|\\$?\\d|any\\b)|in\\b|between\\b)|\\bbucket\\s*,[^()]*\\)\\s*in\\b");

    private final Set<String> tables;

    BucketRule(Set<String> tables) {
        this.tables = Set.copyOf(tables);
    }

    /** The rule for all tables that the migrations on the class path create. */
    static BucketRule ofMigrations() {
        Set<String> tables = new TreeSet<>();
        Pattern create = Pattern.compile("(?i)^\\s*create table (?:if not exists )?(\\w+)", Pattern.MULTILINE);
        try {
            for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath*:db/*/V*.sql")) {
                create.matcher(file.getContentAsString(StandardCharsets.UTF_8))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(tables::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new BucketRule(tables);
    }

    Set<String> tables() {
        return tables;
    }

    /** Whether the statement reads or changes a table of ours. */
    boolean concerns(String sql) {
        String text = plain(sql);
        return JUDGED.matcher(text).find()
                && TABLE.matcher(text).results().anyMatch(found -> tables.contains(found.group(2)));
    }

    private static String plain(String sql) {
        return ASIDE.matcher(sql).replaceAll("").strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the statement says of every table of ours which buckets it is about. */
    boolean allows(String sql) {
        String text = plain(sql);
        if (!JUDGED.matcher(text).find()) {
            return true;
        }
        int unnamed = 0;
        boolean restricted = false;
        for (MatchResult found : TABLE.matcher(text).results().toList()) {
            if (!tables.contains(found.group(2))) {
                continue;
            }
            if (found.group(1).equals("into")) {
                if (!insertsBucket(text.substring(found.start()))) {
                    return false;
                }
                continue;
            }
            restricted = true;
            String alias = alias(found);
            if (alias == null) {
                unnamed++;
            } else if (!compares(text, alias)) {
                return false;
            }
        }
        boolean pinned = PINNED.matcher(text).find()
                && unnamed <= UNQUALIFIED.matcher(text).results().count();
        return pinned || !restricted;
    }

    private static @Nullable String alias(MatchResult table) {
        String alias = table.group(3);
        return alias == null || NO_ALIAS.contains(alias) ? null : alias;
    }

    private static boolean compares(String text, String alias) {
        return Pattern.compile("\\b" + alias + "\\." + COMPARED + "|=\\s*" + alias + "\\.bucket\\b")
                .matcher(text)
                .find();
    }

    private static boolean insertsBucket(String text) {
        return Pattern.compile("^into\\s+\\S+(?:\\s+as\\s+\\w+)?\\s*\\([^)]*\\bbucket\\b")
                .matcher(text)
                .find();
    }
}
