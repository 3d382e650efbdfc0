package dev.evently.gateway.limits;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.HttpResources;

@Configuration(proxyBeanMethods = false)
class RedisConfiguration {

    private static final int MOST_AT_ONCE = 256;

    @Bean
    ClientResourcesBuilderCustomizer redisOnSharedEventLoops() {
        return resources -> resources
                .eventLoopGroupProvider(new SharedEventLoops(HttpResources.get()))
                .nettyCustomizer(new NettyCustomizer() {
                    @Override
                    public void afterChannelInitialized(Channel channel) {
                        channel.pipeline().addFirst(new FlushConsolidationHandler(MOST_AT_ONCE, true));
                    }
                });
    }
}
