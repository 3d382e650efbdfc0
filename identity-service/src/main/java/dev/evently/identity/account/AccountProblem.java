package dev.evently.identity.account;

import dev.evently.platform.web.ProblemType;
import org.springframework.http.HttpStatus;

/** The errors that only accounts answer. */
enum AccountProblem implements ProblemType {
    EMAIL_TAKEN("email-taken", HttpStatus.CONFLICT, "There is an account with this e-mail address"),
    EMAIL_VERIFIED("email-verified", HttpStatus.CONFLICT, "The e-mail address has been verified already"),
    LAST_ADMINISTRATOR("last-administrator", HttpStatus.CONFLICT, "Nobody would be left to administer the suite"),
    TOKEN_OVER("token-over", HttpStatus.GONE, "The token of the mail is no longer good");

    private final String slug;
    private final HttpStatus status;
    private final String title;

    AccountProblem(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
