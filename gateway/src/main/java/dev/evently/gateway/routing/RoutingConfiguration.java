package dev.evently.gateway.routing;

import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        for (RouteTable.Entry entry : RouteTable.ENTRIES) {
            routes.route(
                    entry.id(),
                    route -> route.predicate(exchange -> entry.equals(RouteTable.entryOf(exchange)))
                            .uri("lb://" + entry.service()));
        }
        return routes.build();
    }

    @Bean
    ClientAddresses clientAddresses(RoutingSettings settings) {
        return new ClientAddresses(settings.trustedProxies());
    }
}
