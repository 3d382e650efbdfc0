package dev.evently.analytics.reports;

import dev.evently.analytics.catalogue.EventViews;
import dev.evently.analytics.catalogue.PublishedEvent;
import dev.evently.analytics.catalogue.PublishedEvents;
import dev.evently.analytics.catalogue.TeamRole;
import dev.evently.analytics.catalogue.Teams;
import dev.evently.analytics.sales.Sales;
import dev.evently.analytics.sales.SalesFigures.EventRank;
import dev.evently.analytics.sales.SalesFigures.Funnel;
import dev.evently.analytics.sales.SalesFigures.HourSales;
import dev.evently.analytics.sales.SalesFigures.Totals;
import dev.evently.platform.security.Caller;
import dev.evently.platform.security.MachineScopes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToLongFunction;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads reports; the figures of one are all of the same moment. */
@Service
class ReadReports {

    private static final int TOP_EVENTS = 10;

    private final PublishedEvents events;
    private final Teams teams;
    private final EventViews views;
    private final Sales sales;

    ReadReports(PublishedEvents events, Teams teams, EventViews views, Sales sales) {
        this.events = events;
        this.teams = teams;
        this.views = views;
        this.sales = sales;
    }

    @Transactional(readOnly = true)
    Result event(UUID eventId, Caller caller) {
        Optional<PublishedEvent> event = events.find(eventId);
        if (event.isEmpty()) {
            return new Result.Unknown();
        }
        if (!caller.mayReadAll(MachineScopes.ANALYTICS_READ)) {
            Optional<TeamRole> role = teams.roleOf(event.get().organizerId(), caller.requireUserId());
            if (role.isEmpty()) {
                return new Result.Unknown();
            }
            if (!role.get().maySeeFigures()) {
                return new Result.NotInRole();
            }
        }
        return new Result.Read(report(event.get()));
    }

    private EventReport report(PublishedEvent event) {
        List<HourSales> hours = sales.byHour(event.id());
        Funnel funnel = sales.funnel(event.id());
        return new EventReport(
                event.id(),
                event.title(),
                sum(hours, HourSales::sold),
                sum(hours, HourSales::revenue),
                event.currency(),
                new EventReport.Conversion(views.of(event.id()), funnel.held(), funnel.paid()),
                hours);
    }

    private static long sum(List<HourSales> hours, ToLongFunction<HourSales> figure) {
        return hours.stream().mapToLong(figure).reduce(0, Math::addExact);
    }

    @Transactional(readOnly = true)
    Overview overview() {
        Totals totals = sales.totals();
        return new Overview(events.count(), totals.bookings(), sales.revenue(), totals.customers(), topEvents());
    }

    private List<Overview.TopEvent> topEvents() {
        List<EventRank> ranks = sales.topEvents(TOP_EVENTS);
        Map<UUID, String> titles =
                events.titles(ranks.stream().map(EventRank::eventId).toList());
        return ranks.stream()
                .map(rank -> new Overview.TopEvent(
                        rank.eventId(), titles.get(rank.eventId()), rank.bookings(), rank.revenue(), rank.currency()))
                .toList();
    }

    /** What a caller gets to see of an event. */
    sealed interface Result {

        record Read(EventReport report) implements Result {}

        /** No such event, or not one of the caller's teams. */
        record Unknown() implements Result {}

        /** The caller is on the team, in a role without figures. */
        record NotInRole() implements Result {}
    }
}
