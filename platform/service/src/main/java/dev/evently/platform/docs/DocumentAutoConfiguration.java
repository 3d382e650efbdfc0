package dev.evently.platform.docs;

import dev.evently.platform.security.PublicRoutes;
import dev.evently.platform.web.WrittenJson;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.media.ObjectSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.configuration.SpringDocConfiguration;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves the OpenAPI document of a service at {@code /internal/openapi}, where the gateway fetches it. Nothing of it is made
 * before somebody asks.
 */
@AutoConfiguration(before = SpringDocConfiguration.class)
@ConditionalOnProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
public class DocumentAutoConfiguration {

    private static final String EXAMPLES = "openapi/examples.json";

    /** Springdoc's beans would be made at the start, and with them a second JSON library and its models. */
    @Bean
    static BeanFactoryPostProcessor madeAtTheFirstRequest() {
        return beans -> {
            for (String name : beans.getBeanDefinitionNames()) {
                BeanDefinition bean = beans.getBeanDefinition(name);
                if (isOfSpringdoc(bean.getBeanClassName()) || isOfSpringdoc(bean.getFactoryBeanName())) {
                    bean.setLazyInit(true);
                }
            }
        };
    }

    private static boolean isOfSpringdoc(@Nullable String name) {
        return name != null && name.startsWith("org.springdoc.");
    }

    @Bean
    @Lazy
    GlobalOperationCustomizer operationDescription() {
        return new OperationDescription();
    }

    /** Nothing else asks for the bean that tells the converters of models to each other. */
    @Bean
    @Lazy
    @DependsOn("modelConverterRegistrar")
    GlobalOpenApiCustomizer documentCompletion(ObjectProvider<PublicRoutes> publicRoutes, JsonMapper json) {
        return new DocumentCompletion(publicRoutes.stream().toList(), new BodyExamples(values(json)));
    }

    private static Map<String, Object> values(JsonMapper json) {
        ClassPathResource file = new ClassPathResource(EXAMPLES);
        if (!file.exists()) {
            return Map.of();
        }
        try (var in = file.getInputStream()) {
            return json.readValue(in, new TypeReference<Map<String, Object>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before all others, so that it is asked after them: it knows an answer to everything. */
    @Bean
    @Lazy
    @Order(Ordered.HIGHEST_PRECEDENCE)
    ModelResolver recordModels(ObjectMapperProvider json) {
        SpringDocUtils.getConfig()
                .replaceWithSchema(JsonNode.class, new ObjectSchema())
                .addResponseWrapperToIgnore(WrittenJson.class);
        // What a value may be has a name of its own, which generated clients use wherever it appears.
        ModelResolver.enumsAsRef = true;
        return new RecordModels(json.jsonMapper());
    }
}
