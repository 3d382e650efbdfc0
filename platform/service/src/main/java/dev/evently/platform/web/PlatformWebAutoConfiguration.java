package dev.evently.platform.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

/** Gives a servlet service its problem details, page links and request limits. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@Import({ProblemAdvice.class, ProblemErrorController.class, PageLinks.class})
public class PlatformWebAutoConfiguration {

    private static final DataSize MAX_BODY = DataSize.ofMegabytes(1);

    @Bean
    ProblemResponses problemResponses(JsonMapper json) {
        return new ProblemResponses(json);
    }

    @Bean
    FilterRegistrationBean<WholeResponseFilter> wholeResponses() {
        FilterRegistrationBean<WholeResponseFilter> registration =
                new FilterRegistrationBean<>(new WholeResponseFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    WebMvcConfigurer writtenJson() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.addCustomConverter(new WrittenJsonConverter());
            }
        };
    }

    @Bean
    FilterRegistrationBean<TraceFilter> traceFilter() {
        FilterRegistrationBean<TraceFilter> registration = new FilterRegistrationBean<>(new TraceFilter());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 90);
        return registration;
    }

    @Bean
    FilterRegistrationBean<RequestGuardFilter> requestGuard(ProblemResponses problems) {
        FilterRegistrationBean<RequestGuardFilter> registration =
                new FilterRegistrationBean<>(new RequestGuardFilter(MAX_BODY.toBytes(), problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    /** Within the security chain, which forbids to store what nobody has said otherwise of. */
    @Bean
    FilterRegistrationBean<EntityTagFilter> entityTags() {
        FilterRegistrationBean<EntityTagFilter> registration = new FilterRegistrationBean<>(new EntityTagFilter());
        registration.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER + 1);
        return registration;
    }

    /** A list of a request holds no nulls. */
    @Bean
    JsonMapperBuilderCustomizer noNullsInLists() {
        return builder -> builder.withConfigOverride(
                List.class, override -> override.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)));
    }

    @Bean
    JacksonModule storableTextModule() {
        return new StorableTextModule();
    }
}
