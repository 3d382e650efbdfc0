package dev.evently.loadtest.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunningJarTests {

    private static final List<String> ARGUMENTS = List.of(
            "-XX:+UseSerialGC",
            "-Dreactor.netty.ioWorkerCount=1",
            "-Devently.combining.pace=100ms",
            "-Xmx960m",
            "-XX:AOTCache=/x/classes.aot",
            "-javaagent:/x/agent.jar",
            "-Deureka.client.service-url.defaultZone=http://127.0.0.1:8761/eureka/",
            "-jar",
            "/suite/gateway-1.jar",
            "--later");

    @Test
    void keepsTheOptionsOfTheServiceAndNoneOfItsSettings() {
        assertThat(RunningJar.options(ARGUMENTS))
                .containsExactly("-XX:+UseSerialGC", "-Dreactor.netty.ioWorkerCount=1", "-Xmx960m");
    }

    @Test
    void findsTheJarOfTheService() throws IOException {
        assertThat(RunningJar.jarOf(ARGUMENTS)).isEqualTo(Path.of("/suite/gateway-1.jar"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> RunningJar.jarOf(List.of("-jar")));
    }

    @Test
    void startsAMainClassWithTheLibrariesThatAreWanted(@TempDir Path folder) throws IOException {
        Path lib = Files.createDirectory(folder.resolve("lib"));
        for (String name : List.of("a.jar", "b.jar", "README")) {
            Files.createFile(lib.resolve(name));
        }
        RunningJar jar = new RunningJar("java", List.of("-Xmx1g"), folder.resolve("service.jar"));

        List<String> command = jar.command(RunningJar.class, name -> !name.startsWith("a"));

        assertThat(command).startsWith("java", "-Xmx1g", "-cp").endsWith(RunningJar.class.getName());
        assertThat(command.get(3).split(File.pathSeparator))
                .hasSize(2)
                .endsWith(lib.resolve("b.jar").toString());
    }
}
