package dev.evently.gateway;

import java.util.Arrays;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** A gateway in the same JVM that can be stopped: its server has event loops of its own, so it takes nobody's along. */
record OwnGateway(ConfigurableApplicationContext context) implements AutoCloseable {

    static OwnGateway running(String... settings) {
        String[] all = Stream.concat(
                        Arrays.stream(settings),
                        Stream.of("server.port=0", "management.server.port=0", "eureka.client.enabled=false"))
                .map(setting -> "--" + setting)
                .toArray(String[]::new);
        return new OwnGateway(new SpringApplicationBuilder(GatewayApplication.class)
                .initializers(context -> ((GenericApplicationContext) context)
                        .registerBean(ReactorResourceFactory.class, OwnGateway::resources))
                .run(all));
    }

    private static ReactorResourceFactory resources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
