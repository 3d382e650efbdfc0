package dev.evently.waitlist.entries;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.IdempotencyKeyHeader;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import dev.evently.waitlist.line.EntryId;
import dev.evently.waitlist.line.LineId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class WaitlistController {

    private final JoinLine joinLine;
    private final LeaveLine leaveLine;
    private final OwnEntries ownEntries;

    WaitlistController(JoinLine joinLine, LeaveLine leaveLine, OwnEntries ownEntries) {
        this.joinLine = joinLine;
        this.leaveLine = leaveLine;
        this.ownEntries = ownEntries;
    }

    @PostMapping("/events/{id}/waitlist")
    @ResponseStatus(HttpStatus.CREATED)
    @ApiOperation(
            id = "joinWaitlist",
            summary = "Queues for a product that is sold out",
            problems = {"already-waiting", "not-on-sale"})
    EntryView join(
            @PathVariable UUID id,
            @Valid @RequestBody JoinRequest request,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            Caller caller) {
        String key = idempotencyKey == null ? null : IdempotencyKeyHeader.checked(idempotencyKey);
        LineId line = new LineId(id, request.productId());
        return switch (joinLine.join(caller.requireUserId(), line, request.quantity(), key)) {
            case JoinLine.Result.Joined(var entry) -> ownEntries.show(entry);
            case JoinLine.Result.UnknownEvent() ->
                throw new ProblemException(CommonProblem.NOT_FOUND, "There is no such event");
            case JoinLine.Result.NotOnSale() -> throw new ProblemException(WaitlistProblem.NOT_ON_SALE);
            case JoinLine.Result.UnknownProduct() ->
                throw new ProblemException(CommonProblem.VALIDATION)
                        .field("productId", "must be a product of the event");
            case JoinLine.Result.TooMany(int most) ->
                throw new ProblemException(CommonProblem.VALIDATION).field("quantity", "must be at most " + most);
            case JoinLine.Result.AlreadyWaiting(EntryId entry) ->
                throw new ProblemException(WaitlistProblem.ALREADY_WAITING).with("entryId", entry.value());
            case JoinLine.Result.KeyReused() -> throw new ProblemException(CommonProblem.IDEMPOTENCY_KEY_REUSED);
        };
    }

    @DeleteMapping("/waitlist/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "leaveWaitlist", summary = "Leaves the line")
    void leave(@PathVariable UUID id, Caller caller) {
        if (!leaveLine.leave(caller.requireUserId(), new EntryId(id))) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
    }

    @GetMapping("/waitlist")
    @ApiOperation(id = "listOwnWaitlistEntries", summary = "Lists the waiting list entries of the caller")
    Page<EntryView> list(
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam Optional<String> cursor,
            Caller caller) {
        List<EntryView> found =
                ownEntries.list(caller.requireUserId(), cursor.map(WaitlistController::entryOf), limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<EntryView> page = found.subList(0, limit);
        return new Page<>(page, Cursor.encode(page.getLast().id()));
    }

    private static EntryId entryOf(String cursor) {
        try {
            return new EntryId(UUID.fromString(Cursor.decode(cursor, 1).getFirst()));
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }

    record JoinRequest(
            @NotNull UUID productId, @NotNull @Min(1) Integer quantity) {}
}
