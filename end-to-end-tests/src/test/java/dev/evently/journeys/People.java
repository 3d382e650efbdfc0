package dev.evently.journeys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;

/** Accounts, each logged in. Those once made are used again, because registering costs a password hash. */
final class People {

    private static final String PASSWORD = "Correct-horse-battery-7";
    private static final int AT_ONCE = 4;
    private static final List<Api> BUYERS = new ArrayList<>();

    private People() {}

    static Api newcomer() {
        Api nobody = Api.ofNobody();
        String email = UUID.randomUUID() + "@evently.example";
        nobody.post("/auth/register", Map.of("email", email, "password", PASSWORD, "displayName", "A guest"))
                .expect(201);
        Reply login = nobody.post("/auth/login", Map.of("email", email, "password", PASSWORD))
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
