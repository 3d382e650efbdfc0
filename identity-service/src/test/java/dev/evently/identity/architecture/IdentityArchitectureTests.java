package dev.evently.identity.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.evently.identity.IdentityApplication;
import dev.evently.identity.account.AccountDirectory;
import dev.evently.identity.account.AccountProfile;
import dev.evently.identity.account.CredentialsChanged;
import dev.evently.identity.account.ProvenAccount;
import dev.evently.identity.account.Role;
import dev.evently.identity.account.RolesChanged;
import dev.evently.identity.attempt.PasswordAttempts;
import dev.evently.identity.attempt.Source;
import dev.evently.identity.audit.SecurityEventType;
import dev.evently.identity.audit.SecurityLog;
import dev.evently.identity.caller.OpenSessions;
import dev.evently.identity.caller.Origin;
import dev.evently.identity.caller.Origins;
import dev.evently.identity.caller.OwnSession;
import dev.evently.identity.factor.SecondFactors;
import dev.evently.identity.mail.MailPurpose;
import dev.evently.identity.mail.MailedTokens;
import dev.evently.identity.secret.BearerSecret;
import dev.evently.identity.signing.KeySeal;
import dev.evently.identity.token.AccessTokens;
import dev.evently.identity.token.TokenSettings;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.repository.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.RestController;

class IdentityArchitectureTests {

    private static final String BAD = "dev.evently.knownbad.identity";
    private static final JavaClasses SERVICE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.evently.identity");
    private static final JavaClasses KNOWN_BAD = new ClassFileImporter().importPackages(BAD);

    static Stream<Named<ArchRule>> rules() {
        return Stream.of(
                Named.of(
                        "features have no cycles",
                        slices().matching("..identity.(*)..").should().beFreeOfCycles()),
                Named.of(
                        "a feature shows no more than its entry and the values that entry speaks of",
                        classes()
                                .that()
                                .areTopLevelClasses()
                                .and()
                                .doNotBelongToAnyOf(
                                        IdentityApplication.class,
                                        AccountDirectory.class,
                                        AccountProfile.class,
                                        ProvenAccount.class,
                                        CredentialsChanged.class,
                                        RolesChanged.class,
                                        MailedTokens.class,
                                        MailPurpose.class,
                                        SecondFactors.class,
                                        KeySeal.class,
                                        BearerSecret.class,
                                        SecurityEventType.class,
                                        SecurityLog.class,
                                        Origins.class,
                                        OpenSessions.class,
                                        PasswordAttempts.class,
                                        Source.class,
                                        Origin.class,
                                        OwnSession.class,
                                        Role.class,
                                        AccessTokens.class,
                                        TokenSettings.class)
                                .should()
                                .notBePublic()),
                Named.of(
                        "controllers ask use cases, not repositories",
                        noClasses()
                                .that()
                                .areAnnotatedWith(RestController.class)
                                .should()
                                .dependOnClassesThat()
                                .areAssignableTo(Repository.class)),
                Named.of(
                        "transactions belong to use cases",
                        noClasses()
                                .that()
                                .areAnnotatedWith(RestController.class)
                                .or()
                                .areAssignableTo(Repository.class)
                                .should()
                                .beAnnotatedWith(Transactional.class)),
                Named.of(
                        "only the clock reads the time",
                        noClasses()
                                .should()
                                .callMethod(Instant.class, "now")
                                .orShould()
                                .callMethod(System.class, "currentTimeMillis")));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void holds(ArchRule rule) {
        rule.check(SERVICE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noticesKnownBad(ArchRule rule) {
        assertThat(rule.evaluate(KNOWN_BAD).hasViolation()).isTrue();
    }
}
