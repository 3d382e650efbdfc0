package dev.evently.loadtest.sale;

import dev.evently.local.client.Answer;
import dev.evently.local.client.GatewayClient;
import dev.evently.local.secret.Secrets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The accounts of load runs. They are made once, because each costs a password hash, and log in for every run. */
public final class Accounts {
    private static final String ORGANIZER = "bench-organizer@evently.example";
    private static final int AT_ONCE = 2;

    private final GatewayClient gateway;
    private final String password;

    public Accounts(GatewayClient gateway, Secrets secrets) throws IOException {
        this.gateway = gateway;
        this.password = secrets.password("bench.accounts");
    }

    /** The access token of the organizer of all events of load runs. */
    public String organizer() throws IOException, InterruptedException {
        return token(ORGANIZER);
    }

    /** Access tokens of so many buyers. */
    public List<String> buyers(int number) throws IOException, InterruptedException {
        return Parallel.map(AT_ONCE, emails(number).toList(), this::token);
    }

    /** What so many buyers log in with: the bodies of their requests. The accounts are there by then. */
    public List<String> credentials(int number) throws IOException, InterruptedException {
        buyers(number);
        return emails(number)
                .map(email -> "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password))
                .toList();
    }

    /** The password of all of them. */
    public String password() {
        return password;
    }

    /** The first buyer's address. */
    public String firstBuyer() {
        return emails(1).findFirst().orElseThrow();
    }

    private static Stream<String> emails(int number) {
        return IntStream.rangeClosed(1, number).mapToObj("bench-buyer-%04d@evently.example"::formatted);
    }

    private String token(String email) throws IOException, InterruptedException {
        Map<String, String> credentials = Map.of("email", email, "password", password);
        Answer login = gateway.post("/api/v1/auth/login", credentials);
        if (login.status() == 401) {
            Api.require(
                    gateway.post(
                            "/api/v1/auth/register",
                            Map.of("email", email, "password", password, "displayName", "Load run")),
                    201);
            login = gateway.post("/api/v1/auth/login", credentials);
        }
        return Api.require(login, 200).text("accessToken");
    }
}
