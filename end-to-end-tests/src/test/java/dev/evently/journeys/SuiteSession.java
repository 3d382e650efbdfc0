package dev.evently.journeys;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Stops the suite when the last test has ended, whether it passed or failed. */
public final class SuiteSession implements LauncherSessionListener {

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        RunningSuite.closeIfStarted();
    }
}
