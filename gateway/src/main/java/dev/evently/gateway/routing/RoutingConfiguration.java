package dev.evently.gateway.routing;

import io.netty.channel.ChannelOption;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.cloud.gateway.support.RouteMetadataUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, RoutingSettings settings) {
        RouteLocatorBuilder.Builder routes = builder.routes();
        for (RouteTable.Entry entry : RouteTable.ENTRIES) {
            RoutingSettings.Timeout timeout = settings.of(entry.id());
            routes.route(entry.id(), route -> {
                UriSpec spec = route.predicate(exchange -> entry.equals(RouteTable.entryOf(exchange)))
                        .metadata(
                                RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR,
                                timeout.answer().toMillis());
                if (!timeout.connection().equals(settings.timeout().connection())) {
                    spec = spec.metadata(
                            RouteMetadataUtils.CONNECT_TIMEOUT_ATTR,
                            Math.toIntExact(timeout.connection().toMillis()));
                }
                return spec.uri("lb://" + entry.service());
            });
        }
        return routes.build();
    }

    @Bean
    HttpClientCustomizer connectTimeout(RoutingSettings settings) {
        int millis = Math.toIntExact(settings.timeout().connection().toMillis());
        return client -> client.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, millis);
    }

    @Bean
    ClientAddresses clientAddresses(RoutingSettings settings) {
        return new ClientAddresses(settings.trustedProxies());
    }
}
