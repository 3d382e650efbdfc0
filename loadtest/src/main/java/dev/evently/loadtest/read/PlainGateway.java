package dev.evently.loadtest.read;

import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Spring Cloud Gateway that passes every request on to one address, and has nothing else on.
 *
 * <p>Its argument is {@code --upstream=http://host:port}; it prints the port that it has chosen.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainGateway {

    public static void main(String[] args) {
        System.out.println("port " + portOf(start(args)));
    }

    static ConfigurableApplicationContext start(String... args) {
        SpringApplication application = new SpringApplication(PlainGateway.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                // That of the suite's gateway may be on the class path.
                "spring.config.location", "optional:classpath:/nothing/",
                "logging.level.root", "error"));
        return application.run(args);
    }

    static int portOf(ConfigurableApplicationContext running) {
        return Integer.parseInt(Objects.requireNonNull(running.getEnvironment().getProperty("local.server.port")));
    }

    @Bean
    RouteLocator everything(RouteLocatorBuilder routes, @Value("${upstream}") String upstream) {
        return routes.routes()
                .route("everything", route -> route.path("/**").uri(upstream))
                .build();
    }
}
