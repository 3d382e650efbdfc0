package dev.evently.identity.audit;

import dev.evently.identity.audit.SecurityEvents.Filter;
import dev.evently.identity.audit.SecurityEvents.Position;
import dev.evently.identity.caller.OwnSession;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScope;
import dev.evently.platform.security.MachineScopes;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SecurityEventController {

    private final SecurityEvents events;

    SecurityEventController(SecurityEvents events) {
        this.events = events;
    }

    @GetMapping("/api/v1/admin/audit")
    @MachineScope(MachineScopes.AUDIT_READ)
    @ApiOperation(id = "listSecurityEvents", summary = "Lists what happened to accounts, sessions and keys")
    Page<SecurityEvent> all(
            Caller caller,
            @RequestParam @Nullable UUID accountId,
            @RequestParam @Nullable SecurityEventType type,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam @Nullable String cursor) {
        if (!caller.mayReadAll(MachineScopes.AUDIT_READ)) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
        return page(new Filter(accountId, type, from, to), cursor, limit);
    }

    @GetMapping("/api/v1/users/me/security-events")
    @ApiOperation(id = "listOwnSecurityEvents", summary = "Lists what happened to the account of the caller")
    Page<SecurityEvent> own(
            OwnSession own,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam @Nullable String cursor) {
        return page(new Filter(own.accountId(), null, null, null), cursor, limit);
    }

    private Page<SecurityEvent> page(Filter filter, @Nullable String cursor, int limit) {
        List<SecurityEvent> found = events.list(filter, cursor == null ? null : positionOf(cursor), limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<SecurityEvent> page = found.subList(0, limit);
        return new Page<>(
                page, Cursor.encode(page.getLast().at(), page.getLast().id()));
    }

    private static Position positionOf(String cursor) {
        List<String> fields = Cursor.decode(cursor, 2);
        try {
            return new Position(Instant.parse(fields.getFirst()), UUID.fromString(fields.getLast()));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }
}
