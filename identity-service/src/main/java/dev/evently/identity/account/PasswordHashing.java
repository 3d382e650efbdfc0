package dev.evently.identity.account;

import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id, with a bound on how much of the machine it takes.
 *
 * <p>The parameters are OWASP's minimum (19 MiB, two passes, one lane). Hashing runs on threads of its own, so that it
 * never holds the carriers of the virtual threads that serve everybody else; when those threads and the queue before
 * them are full, a request is turned away at once with {@link CommonProblem#UNAVAILABLE} instead of waiting in vain.
 */
@Component
class PasswordHashing implements AutoCloseable {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final PasswordEncoder argon2 = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);
    private final ThreadPoolExecutor hashers;
    private final String decoy;

    PasswordHashing(PasswordSettings settings) {
        hashers = new ThreadPoolExecutor(
                settings.hashers(),
                settings.hashers(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(settings.hashers() * settings.queuePerHasher()),
                Thread.ofPlatform().name("password-hasher-", 0).daemon().factory());
        decoy = hash(UUID.randomUUID().toString());
    }

    String hash(String password) {
        return run(() -> argon2.encode(PasswordRules.normalised(password)));
    }

    /**
     * What was looked up, if the password is the one behind its hash. A wrong password and a missing hash take the same
     * work. Nothing is looked up before there is a place to hash, so that a flood reaches the database no more than the
     * processors.
     */
    <T> Optional<T> prove(String password, Supplier<Optional<T>> lookup, Function<T, String> hashOf) {
        return run(() -> {
            Optional<T> found = lookup.get();
            boolean proven = argon2.matches(
                    PasswordRules.normalised(password), found.map(hashOf).orElse(decoy));
            return found.filter(account -> proven);
        });
    }

    private <T> T run(Callable<T> work) {
        try {
            return hashers.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new ProblemException(CommonProblem.UNAVAILABLE, "Too many people sign in at the moment")
                    .retryAfter(RETRY_AFTER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a password was hashed", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        }
    }

    @Override
    public void close() {
        hashers.close();
    }
}
