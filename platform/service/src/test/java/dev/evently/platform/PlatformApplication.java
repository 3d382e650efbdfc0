package dev.evently.platform;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScope;
import dev.evently.platform.security.MachineScopes;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The smallest service on the platform. */
@SpringBootApplication
class PlatformApplication {

    @Bean
    PublicRoutes publicRoutes() {
        return new PublicRoutes().get("/numbers", "/trace", "/parcels/*").post("/orders");
    }

    record Line(@NotBlank String product, @Min(1) int quantity) {}

    record Order(
            @NotBlank String name,
            @NotEmpty List<@Valid Line> lines,
            @Nullable @Pattern(regexp = "[a-z]+") String channel,
            @Pattern(regexp = "(?s).{2,}") String remark) {}

    record Parcel(UUID id, @Nullable Size size, @Nullable String note, Instant sentAt) {

        record Size(int width, int height) {}
    }

    record Letter(Stamp stamp) {

        enum Stamp {
            ECONOMY,
            PRIORITY
        }
    }

    @RestController
    static class Endpoints {

        @GetMapping("/letters")
        Letter letter() {
            return new Letter(Letter.Stamp.ECONOMY);
        }

        @GetMapping(path = "/letters", params = "since")
        Letter letterSince(@RequestParam long since) {
            return new Letter(since > 0 ? Letter.Stamp.PRIORITY : Letter.Stamp.ECONOMY);
        }

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

        @GetMapping("/parcels/{id}")
        @ApiOperation(
                id = "readParcel",
                summary = "Reads a parcel",
                problems = {"conflict"})
        Parcel parcel(@PathVariable UUID id, Optional<Caller> caller) {
            return new Parcel(id, null, null, Instant.EPOCH);
        }

        @PutMapping("/parcels/{id}")
        @ApiOperation(id = "replaceParcel", summary = "Replaces a parcel", success = 201)
        ResponseEntity<Parcel> replace(
                @PathVariable UUID id,
                @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
                @RequestBody Parcel parcel,
                Caller caller) {
            return ResponseEntity.created(URI.create("/parcels/" + id)).body(parcel);
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

        @GetMapping("/figures")
        @MachineScope(MachineScopes.ANALYTICS_READ)
        @ApiOperation(id = "readFigures", summary = "Reads figures")
        Me figures(Caller caller) {
            return new Me(caller.subject(), caller.mayReadAll(MachineScopes.ANALYTICS_READ));
        }

        @GetMapping("/stage")
        @OrganizerOperation
        @ApiOperation(id = "readStage", summary = "Reads what only organizers have a use for")
        Me stage(Caller caller) {
            return new Me(caller.subject(), caller.isAdmin());
        }

        @GetMapping("/broken")
        void broken() {
            throw new IllegalStateException("secret detail");
        }

        @GetMapping("/away")
        void away() {
            throw new DataAccessResourceFailureException("secret address");
        }

        @GetMapping("/lost")
        void lost() {
            throw uncategorized(new SQLException("Connection is closed"));
        }

        @GetMapping("/odd")
        void odd() {
            throw uncategorized(new SQLException("secret detail", "P0001"));
        }

        private static UncategorizedDataAccessException uncategorized(SQLException cause) {
            return new UncategorizedDataAccessException("Unable to rollback", cause) {};
        }
    }
}
