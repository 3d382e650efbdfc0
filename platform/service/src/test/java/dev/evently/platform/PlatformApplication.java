package dev.evently.platform;

import dev.evently.platform.security.Caller;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service on the platform. */
@SpringBootApplication
class PlatformApplication {

    @Bean
    PublicRoutes publicRoutes() {
        return new PublicRoutes().get("/numbers", "/trace").post("/orders");
    }

    record Line(@NotBlank String product, @Min(1) int quantity) {}

    record Order(@NotBlank String name, @NotEmpty List<@Valid Line> lines) {}

    @RestController
    static class Endpoints {

        @PostMapping("/orders")
        Order order(@RequestHeader("Idempotency-Key") String key, @Valid @RequestBody Order order) {
            return order;
        }

        @GetMapping("/numbers")
        Page<Integer> numbers(@RequestParam(defaultValue = "2") int limit, @RequestParam Optional<String> cursor) {
            int from = cursor.map(
                            text -> Integer.parseInt(Cursor.decode(text, 1).getFirst()))
                    .orElse(0);
            return new Page<>(List.of(from, from + 1), from < 4 ? Cursor.encode(from + limit) : null);
        }

        @GetMapping("/trace")
        Optional<String> trace() {
            return Optional.ofNullable(MDC.get("traceparent"));
        }

        record Me(@Nullable String userId, boolean admin) {}

        @GetMapping("/me")
        Me me(Caller caller) {
            return new Me(caller.requireUserId().toString(), caller.isAdmin());
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/away")
        void away() {
            throw new DataAccessResourceFailureException("secret address");
        }
    }
}
