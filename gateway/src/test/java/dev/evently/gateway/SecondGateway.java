package dev.evently.gateway;

import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.Environment;

/** Another instance in the same JVM. It ends with the JVM: both share Reactor's connections, which a closing one takes along. */
record SecondGateway(int port) {

    private static @Nullable SecondGateway running;

    static synchronized SecondGateway running(String... settings) {
        if (running == null) {
            String[] all = Stream.concat(
                            Arrays.stream(settings),
                            Stream.of("--server.port=0", "--management.server.port=0", "--eureka.client.enabled=false"))
                    .toArray(String[]::new);
            Environment environment =
                    SpringApplication.run(GatewayApplication.class, all).getEnvironment();
            running = new SecondGateway(environment.getRequiredProperty("local.server.port", Integer.class));
        }
        return running;
    }
}
