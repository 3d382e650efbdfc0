package dev.evently.loadtest.login;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Main class of a process that compares a password with a hash, again and again, on all cores. It needs the library that
 * does it, and nothing else of this program.
 */
public final class ComparePasswords {
    static final String RATE = "rate ";

    private ComparePasswords() {}

    /**
     * Standard input holds the password and its hash, a line each, and then a line for every time that is to be measured, in
     * seconds; each is answered with how many were compared in a second.
     */
    public static void main(String[] args) throws IOException, InterruptedException, ExecutionException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String password = in.readLine();
        String hash = in.readLine();
        int threads = Runtime.getRuntime().availableProcessors();
        for (String seconds = in.readLine(); seconds != null; seconds = in.readLine()) {
            System.out.println(RATE + compare(password, hash, threads, Double.parseDouble(seconds)));
        }
    }

    static double compare(String password, String hash, int threads, double seconds)
            throws InterruptedException, ExecutionException {
        // What it would hash with does not matter: a hash says what it was made with.
        Argon2PasswordEncoder argon2 = Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
        long begin = System.nanoTime();
        long end = begin + (long) (seconds * 1e9);
        long compared = 0;
        try (ExecutorService cores = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(cores.submit(() -> compareUntil(argon2, password, hash, end)));
            }
            for (Future<Long> each : all) {
                compared += each.get();
            }
        }
        return compared * 1e9 / (System.nanoTime() - begin);
    }

    private static long compareUntil(Argon2PasswordEncoder argon2, String password, String hash, long end) {
        long compared = 0;
        while (System.nanoTime() - end < 0) {
            if (!argon2.matches(password, hash)) {
                throw new IllegalStateException("The hash is not of this password");
            }
            compared++;
        }
        return compared;
    }
}
