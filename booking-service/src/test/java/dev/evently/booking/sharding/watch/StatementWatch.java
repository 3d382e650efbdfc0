package dev.evently.booking.sharding.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails the test during which a statement was sent that {@link BucketRule} does not allow, by the service or by the test,
 * on any thread. It is on for every test of the module; a text is complained of once. What concerns a table is collected
 * in {@code target/statements.sql}, for who wants to try the statements elsewhere.
 */
public final class StatementWatch implements BeforeAllCallback, AfterEachCallback {

    private static final AtomicBoolean INSTALLED = new AtomicBoolean();
    private static final BucketRule RULE = BucketRule.ofMigrations();
    private static final Set<String> JUDGED = ConcurrentHashMap.newKeySet();
    private static final Queue<String> COMPLAINTS = new ConcurrentLinkedQueue<>();
    private static @Nullable Writer collected;

    @Override
    public void beforeAll(ExtensionContext context) {
        if (INSTALLED.compareAndSet(false, true)) {
            WatchedDriver.install(StatementWatch::judge);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<String> complaints = takeComplaints();
        if (!complaints.isEmpty()) {
            throw new AssertionError(
                    "These statements do not name the bucket of each table:\n" + String.join("\n", complaints));
        }
    }

    private static void judge(String sql) {
        if (!JUDGED.add(sql)) {
            return;
        }
        if (RULE.concerns(sql)) {
            collect(sql);
        }
        if (!RULE.allows(sql)) {
            COMPLAINTS.add(sql + "\n  sent by " + sender());
        }
    }

    private static synchronized void collect(String sql) {
        try {
            if (collected == null) {
                collected = Files.newBufferedWriter(Path.of("target", "statements.sql"));
            }
            collected.write(sql.strip().replaceAll("\\s+", " ") + ";\n");
            collected.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sender() {
        String sender = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("dev.evently."))
                        .filter(frame -> !frame.getClassName().startsWith(StatementWatch.class.getPackageName() + ".W"))
                        .skip(2)
                        .limit(3)
                        .map(StackWalker.StackFrame::toString)
                        .collect(Collectors.joining(", ")));
        return sender.isEmpty() ? "nobody of ours" : sender;
    }

    /** The statements complained of since this was last asked. */
    static List<String> takeComplaints() {
        List<String> taken = new ArrayList<>();
        Stream.generate(COMPLAINTS::poll).takeWhile(found -> found != null).forEach(taken::add);
        return taken;
    }
}
