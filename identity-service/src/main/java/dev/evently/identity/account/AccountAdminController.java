package dev.evently.identity.account;

import dev.evently.identity.account.RoleChange.Done;
import dev.evently.identity.account.RoleChange.LastAdministrator;
import dev.evently.identity.account.RoleChange.NotAdministrator;
import dev.evently.identity.account.RoleChange.UnknownAccount;
import dev.evently.identity.caller.OwnSession;
import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.Cursor;
import dev.evently.platform.web.Page;
import dev.evently.platform.web.ProblemException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The accounts of all, for administrators. Each operation asks for the session as well: who has just been demoted must not
 * use the seconds until the gateways know.
 */
@RestController
@RequestMapping("/api/v1/admin/users")
class AccountAdminController {

    private final AccountList list;
    private final AccountDirectory directory;
    private final ChangeRoles changeRoles;

    AccountAdminController(AccountList list, AccountDirectory directory, ChangeRoles changeRoles) {
        this.list = list;
        this.directory = directory;
        this.changeRoles = changeRoles;
    }

    /**
     * The roles that an account is to have from now on.
     *
     * @param roles {@code USER} is among them whether it is named or not
     */
    record RolesRequest(@NotNull @Size(max = 10) Set<@NotNull Role> roles) {}

    @GetMapping
    @ApiOperation(id = "listAccounts", summary = "Finds accounts by a part of address or name, and by their role")
    Page<AccountProfile> list(
            Caller caller,
            OwnSession own,
            @RequestParam @Nullable @Size(max = 254) @Pattern(regexp = "\\P{Cntrl}*") String q,
            @RequestParam @Nullable Role role,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @RequestParam @Nullable String cursor) {
        requireAdmin(caller);
        UUID after = cursor == null ? AccountList.BEGINNING : positionOf(cursor);
        List<AccountProfile> found = list.find(q, role, after, limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<AccountProfile> page = found.subList(0, limit);
        return new Page<>(page, Cursor.encode(page.getLast().id()));
    }

    @GetMapping("/{id}")
    @ApiOperation(id = "readAccount", summary = "Reads any account")
    AccountProfile one(Caller caller, OwnSession own, @PathVariable UUID id) {
        requireAdmin(caller);
        return directory.find(id).orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND));
    }

    /** Safe to send again: an account that has the roles keeps them, and its sessions. */
    @PutMapping("/{id}/roles")
    @ApiOperation(
            id = "changeRoles",
            summary = "Gives an account other roles, which ends its sessions",
            problems = "last-administrator")
    AccountProfile changeRoles(
            Caller caller, OwnSession own, @PathVariable UUID id, @Valid @RequestBody RolesRequest request) {
        requireAdmin(caller);
        return switch (changeRoles.change(own, id, request.roles())) {
            case Done(AccountProfile account) -> account;
            case UnknownAccount _ -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case NotAdministrator _ -> throw new ProblemException(CommonProblem.FORBIDDEN);
            case LastAdministrator _ ->
                throw new ProblemException(
                        AccountProblem.LAST_ADMINISTRATOR, "Make somebody else an administrator first");
        };
    }

    private static void requireAdmin(Caller caller) {
        if (!caller.isAdmin()) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
    }

    private static UUID positionOf(String cursor) {
        try {
            return UUID.fromString(Cursor.decode(cursor, 1).getFirst());
        } catch (IllegalArgumentException e) {
            throw Cursor.invalid();
        }
    }
}
