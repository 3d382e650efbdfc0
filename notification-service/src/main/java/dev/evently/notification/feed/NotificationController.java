package dev.evently.notification.feed;

import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own notifications. */
@RestController
@RequestMapping("/api/v1/notifications")
class NotificationController {

    private final Feed feed;

    NotificationController(Feed feed) {
        this.feed = feed;
    }

    @GetMapping
    @ApiOperation(id = "listOwnNotifications", summary = "Lists the notifications of the caller, the newest first")
    Page<NotificationResponse> list(
            Caller caller,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : positionIn(cursor);
        List<Notification> found = feed.before(caller.requireUserId(), before, limit + 1);
        List<Notification> page = found.subList(0, Math.min(limit, found.size()));
        return new Page<>(
                page.stream().map(NotificationResponse::of).toList(),
                found.size() > limit ? Cursor.encode(page.getLast().position()) : null);
    }

    @PutMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @ApiOperation(id = "markNotificationRead", summary = "Marks a notification as read")
    void markRead(Caller caller, @PathVariable UUID id) {
        if (!feed.markRead(caller.requireUserId(), id)) {
            throw new ProblemException(CommonProblem.NOT_FOUND);
        }
    }

    private static long positionIn(String cursor) {
        try {
            return Long.parseLong(Cursor.decode(cursor, 1).getFirst());
        } catch (NumberFormatException e) {
            throw Cursor.invalid();
        }
    }

    record NotificationResponse(
            UUID id,
            String type,
            Instant at,
            @JsonRawValue @Schema(types = "object") String data,
            @Nullable Instant readAt) {

        static NotificationResponse of(Notification notification) {
            return new NotificationResponse(
                    notification.id(),
                    notification.type(),
                    notification.occurredAt(),
                    notification.data(),
                    notification.readAt());
        }
    }
}
