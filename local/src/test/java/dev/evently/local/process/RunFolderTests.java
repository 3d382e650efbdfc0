package dev.evently.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTests {
    private static final Duration GRACE = Duration.ofSeconds(10);

    @TempDir
    Path data;

    private RunFolder run = new RunFolder(Path.of("unset"));

    @BeforeEach
    void open() {
        run = new RunFolder(data);
    }

    @AfterEach
    void stopAll() throws Exception {
        for (RunningProcess process : run.running()) {
            process.stop(GRACE);
        }
    }

    @Test
    void anotherLauncherFindsAndStopsTheProcess() throws Exception {
        RunningProcess started = run.start(program("sleeper", "sleep", "600"));

        RunningProcess found = new RunFolder(data).find("sleeper").orElseThrow();
        assertThat(found.pid()).isEqualTo(started.pid());
        assertThat(found.port()).isEqualTo(4711);
        found.stop(GRACE);

        assertThat(started.isAlive()).isFalse();
        assertThat(run.find("sleeper")).isEmpty();
        assertThat(run.recorded()).containsExactly("sleeper");
    }

    /** See proc_pid_stat(5): the 41st field is the policy, and 3 is SCHED_BATCH. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void batchWorkIsScheduledAsSuch() throws Exception {
        RunningProcess usual = run.start(program("usual", "sleep", "600"));
        RunningProcess batch = run.start(program("batch", "sleep", "600"), Scheduling.BATCH);

        await().untilAsserted(() -> assertThat(policy(batch)).isEqualTo("3"));
        assertThat(policy(usual)).isEqualTo("0");
        assertThat(run.find("batch")).map(RunningProcess::pid).hasValue(batch.pid());
    }

    private static String policy(RunningProcess process) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[38];
    }

    @Test
    void processThatIgnoresTheRequestIsEndedByForce() throws Exception {
        RunningProcess stubborn =
                run.start(program("stubborn", "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.1; done"));
        awaitLog("stubborn", "ready");

        stubborn.stop(Duration.ofMillis(300));

        assertThat(stubborn.isAlive()).isFalse();
    }

    @Test
    void killEndsTheProcessWithItsChildrenAndKeepsItsRecord() throws Exception {
        RunningProcess parent = run.start(
                program("parent", "sh", "-c", "trap '' TERM; sleep 600 & echo child $!; echo ready; wait; sleep 600"));
        awaitLog("parent", "ready");
        String child = Files.readString(run.log("parent")).lines().findFirst().orElseThrow();
        long childPid = Long.parseLong(child.replace("child ", ""));

        parent.kill();

        assertThat(parent.isAlive()).isFalse();
        await("child").atMost(GRACE).until(() -> ProcessIdentity.of(childPid).isEmpty());
        assertThat(run.recorded()).containsExactly("parent");
    }

    @Test
    void stopCommandIsAskedFirst() throws Exception {
        Path asked = data.resolve("asked");
        Program program = new Program(
                "asked",
                4711,
                List.of("sh", "-c", "while [ ! -f " + asked + " ]; do sleep 0.05; done"),
                Map.of(),
                List.of("touch", asked.toString()));
        RunningProcess process = run.start(program);

        new RunFolder(data).find("asked").orElseThrow().stop(GRACE);

        assertThat(process.isAlive()).isFalse();
        assertThat(asked).exists();
    }

    @Test
    void recycledProcessIdIsNotTakenForTheProcess() throws Exception {
        RunningProcess other = run.start(program("other", "sleep", "600"));
        String record = Files.readString(data.resolve("run/other.pid"));
        Files.writeString(data.resolve("run/gone.pid"), record.replaceFirst("(?m)^startedAt=.*$", "startedAt=12345"));

        assertThat(run.find("gone")).isEmpty();
        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void processOfLauncherThatWasKilledBeforeItsRecordIsFound() throws Exception {
        RunningProcess orphan = run.start(program("orphan", "sh", "-c", "echo ready; exec sleep 600"));
        awaitLog("orphan", "ready");
        Files.delete(data.resolve("run/orphan.pid"));

        assertThat(run.running()).extracting(RunningProcess::pid).containsExactly(orphan.pid());
    }

    @Test
    void processYoungerThanAnIncompleteRecordIsNotTakenForIt() throws Exception {
        RunningProcess young = run.start(program("young", "sh", "-c", "echo ready; exec sleep 600"));
        awaitLog("young", "ready");
        Files.move(data.resolve("run/young.begun"), data.resolve("run/old.begun"));
        Files.setLastModifiedTime(
                data.resolve("run/old.begun"), FileTime.from(Instant.now().minus(Duration.ofHours(1))));

        assertThat(run.find("old")).isEmpty();
        assertThat(young.isAlive()).isTrue();
    }

    @Test
    void variablesOfTheTerminalDoNotReachTheProcess() throws Exception {
        RunningProcess process = run.start(new Program(
                "variables", 4711, List.of("sh", "-c", "env; echo ready"), Map.of("GIVEN", "yes"), List.of()));
        awaitLog("variables", "ready");

        List<String> names = Files.readAllLines(run.log("variables")).stream()
                .map(line -> line.replaceFirst("=.*", ""))
                .toList();
        assertThat(names)
                .contains("GIVEN", "PATH")
                .isSubsetOf("GIVEN", "PATH", "HOME", "USER", "TMPDIR", "LANG", "PWD", "OLDPWD", "SHLVL", "_", "ready");
        process.stop(GRACE);
    }

    private static Program program(String name, String... command) {
        return new Program(name, 4711, List.of(command), Map.of(), List.of());
    }

    private void awaitLog(String name, String text) {
        await(name).atMost(GRACE).until(() -> Files.readString(run.log(name)).contains(text));
    }
}
