package dev.evently.booking.payment;

import dev.evently.booking.BoxOffice;
import dev.evently.testing.IntegrationTest;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** An integration test of the whole service, with the {@link StubProvider} as the only thing that is played. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@IntegrationTest
@Import({PaidBookingTest.Provider.class, BoxOffice.class, Cashier.class})
public @interface PaidBookingTest {

    /** Puts the service's calls through to the stub. */
    @TestConfiguration(proxyBeanMethods = false)
    class Provider {

        @Bean
        StubProvider stubProvider() throws IOException {
            return new StubProvider();
        }

        @Bean
        DynamicPropertyRegistrar providerAddress(StubProvider stub) {
            return registry -> registry.add("evently.payments.provider-url", stub::url);
        }

        @Bean
        @Primary
        PaymentProvider mortalProvider(@Qualifier("sandboxPaymentProvider") PaymentProvider provider) {
            return new MortalProvider(provider);
        }
    }
}
