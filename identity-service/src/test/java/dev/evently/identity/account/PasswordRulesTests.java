package dev.evently.identity.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTests {

    private final PasswordRules rules = new PasswordRules();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tramways",
                "all lower case without a digit",
                "пароль для проверки",
                "密码安全测试用例二",
                "🚀🚀🚀🚀🚀🚀🚀🚀",
                "password of mine that nobody guessed"
            })
    void asksForNoKindOfCharacter(String password) {
        assertThat(objection(password)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "12345678",
                "PassWord123",
                "qwertyuiop",
                "１２３４５６７８",
                "1q2w3e4r5t",
                "iloveyou",
                "correct horse battery staple"
            })
    void refusesWhatGuessersTryFirst(String password) {
        assertThat(objection(password)).contains("data breach");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evently2026", "I-love-Evently", "ｅｖｅｎｔｌｙ tickets"})
    void refusesTheNameOfTheProduct(String password) {
        assertThat(objection(password)).contains("service");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lovelace1815!", "Lovelace-and-co", "countess ada of london", "Countess Ada!!"})
    void refusesTheNameOfThePerson(String password) {
        assertThat(objection(password)).contains("name");
    }

    @Test
    void takesNamesForPartsOfWordsThatAreShort() {
        assertThat(rules.objection("an adamant tramway", "ada@example.org", "Ada"))
                .isEmpty();
    }

    @Test
    void countsCodePointsAfterTheyAreComposed() {
        assertThat(objection("e\u0301e\u0301e\u0301e\u0301")).contains("8 to 128");
        assertThat(objection("e\u0301".repeat(8))).isEmpty();
    }

    private String objection(String password) {
        return rules.objection(password, "lovelace@example.org", "Countess Ada").orElse("");
    }
}
