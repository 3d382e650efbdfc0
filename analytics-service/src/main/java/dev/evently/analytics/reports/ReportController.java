package dev.evently.analytics.reports;

import dev.evently.platform.docs.ApiOperation;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScope;
import dev.evently.platform.security.MachineScopes;
import dev.evently.platform.security.OrganizerOperation;
import dev.evently.platform.web.CommonProblem;
import dev.evently.platform.web.ProblemException;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class ReportController {

    private final ReadReports reports;

    ReportController(ReadReports reports) {
        this.reports = reports;
    }

    @GetMapping("/events/{id}/analytics")
    @OrganizerOperation
    @MachineScope(MachineScopes.ANALYTICS_READ)
    @ApiOperation(id = "readEventReport", summary = "Reports the sale of an event, for its team")
    EventReport event(@PathVariable UUID id, Caller caller) {
        return switch (reports.event(id, caller)) {
            case ReadReports.Result.Read(EventReport report) -> report;
            case ReadReports.Result.Unknown() -> throw new ProblemException(CommonProblem.NOT_FOUND);
            case ReadReports.Result.NotInRole() -> throw new ProblemException(CommonProblem.FORBIDDEN);
        };
    }

    @GetMapping("/analytics/overview")
    @MachineScope(MachineScopes.ANALYTICS_READ)
    @ApiOperation(id = "readOverview", summary = "Reports the sale of all events, for administrators")
    Overview overview(Caller caller) {
        if (!caller.mayReadAll(MachineScopes.ANALYTICS_READ)) {
            throw new ProblemException(CommonProblem.FORBIDDEN);
        }
        return reports.overview();
    }
}
