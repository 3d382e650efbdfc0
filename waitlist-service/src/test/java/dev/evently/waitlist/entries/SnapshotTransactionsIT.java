package dev.evently.waitlist.entries;

import static org.assertj.core.api.Assertions.assertThat;

import dev.evently.waitlist.WaitlistStory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Readers see one snapshot, and leave nothing behind on the session that a pooler may give to somebody else. */
class SnapshotTransactionsIT extends WaitlistStory {

    @Autowired
    private PlatformTransactionManager transactions;

    @Test
    void readOneSnapshotAndLeaveTheSessionAsItIs() {
        assertThat(settings(true)).containsExactly("repeatable read", "read committed", "on");
        assertThat(settings(false)).containsExactly("read committed", "read committed", "off");
    }

    @Test
    void areAskedForByReadingAlone() {
        assertThat(Stream.of(OwnEntries.class.getDeclaredMethods())
                        .map(method -> method.getAnnotation(Transactional.class))
                        .filter(transactional -> transactional != null))
                .isNotEmpty()
                .allSatisfy(transactional -> {
                    assertThat(transactional.readOnly()).isTrue();
                    assertThat(transactional.isolation().value()).isEqualTo(-1);
                });
    }

    private List<String> settings(boolean readOnly) {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.setReadOnly(readOnly);
        return transaction.execute(
                status -> Stream.of("transaction_isolation", "default_transaction_isolation", "transaction_read_only")
                        .map(setting -> jdbc.sql("SELECT current_setting(?)")
                                .param(setting)
                                .query(String.class)
                                .single())
                        .toList());
    }
}
