package dev.evently.local.demo;

import dev.evently.local.client.GatewayClient;
import dev.evently.local.suite.DemoLogins;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The demo: makes a small event of its own, so that it can be run any number of times. */
public final class Demo {
    private final GatewayClient gateway;
    private final GatewayClient mails;
    private final DemoLogins logins;
    private final String adminPassword;
    private final String organizerId;
    private final String venueId;
    private final Path folder;
    private final PrintStream out;

    /**
     * Prepares a demo.
     *
     * @param gateway the gateway, as nobody
     * @param mails the mail sink's API
     * @param logins the accounts that the suite comes with
     * @param adminPassword of {@link DemoLogins#ADMIN}, whom the suite was given
     * @param organizerId the organizer that {@link DemoLogins#ORGANIZER} owns
     * @param venueId one of its venues
     * @param folder where tickets are saved
     * @param out where the steps are printed
     */
    public Demo(
            GatewayClient gateway,
            GatewayClient mails,
            DemoLogins logins,
            String adminPassword,
            String organizerId,
            String venueId,
            Path folder,
            PrintStream out) {
        this.gateway = gateway;
        this.mails = mails;
        this.logins = logins;
        this.adminPassword = adminPassword;
        this.organizerId = organizerId;
        this.venueId = venueId;
        this.folder = folder;
        this.out = out;
    }

    /** Walks the story; true if every step held, else it has said which one did not. */
    public boolean run() throws IOException, InterruptedException {
        Steps steps = new Steps(out);
        try (Story story = new Story(steps, gateway, mails, folder)) {
            story.organizerSells(logins.organizerPassword(), organizerId, venueId);
            story.firstBuyerBuys(logins.buyerPassword());
            story.secondBuyerWaits(logins.buyerPassword());
            story.firstBuyerCancels();
            story.secondBuyerGetsThePlace();
            story.secondBuyerEnters();
            story.figures(adminPassword);
            out.println("All " + steps.count() + " steps held.");
            return true;
        } catch (Steps.Failure e) {
            out.println();
            out.println(e.getMessage());
            return false;
        }
    }
}
