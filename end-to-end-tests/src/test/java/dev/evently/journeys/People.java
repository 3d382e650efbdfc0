package dev.evently.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Accounts, each logged in. Those once made are used again, because registering costs a password hash. */
final class People {

    static final String PASSWORD = "Correct-horse-battery-7";

    private static final int AT_ONCE = 4;
    private static final List<Api> BUYERS = new ArrayList<>();

    private People() {}

    static Api newcomer() {
        return newcomer(Api.ofNobody(), UUID.randomUUID() + "@evently.example", "A guest");
    }

    static Api newcomer(Api nobody, String email, String name) {
        nobody.post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", name))
                .expect(201);
        return login(nobody, email, PASSWORD);
    }

    static Api admin() {
        return login(
                Api.ofNobody(), "admin@evently.example", RunningSuite.shared().secret("demo.admin"));
    }

    private static Api login(Api nobody, String email, String password) {
        Reply login = nobody.post("/auth/login", Map.of("email", email, "password", password))
                .expect(200);
        return nobody.as(login.text("accessToken"));
    }

    static synchronized List<Api> buyers(int number) {
        int missing = number - BUYERS.size();
        if (missing > 0) {
            List<Callable<Api>> registrations = new ArrayList<>();
            for (int i = 0; i < missing; i++) {
                registrations.add(People::newcomer);
            }
            BUYERS.addAll(Together.run(AT_ONCE, registrations));
        }
        return List.copyOf(BUYERS.subList(0, number));
    }
}
