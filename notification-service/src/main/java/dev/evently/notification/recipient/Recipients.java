package dev.evently.notification.recipient;

import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The accounts that are known so far; an account unknown today may be known tomorrow. */
public interface Recipients extends Repository<Recipient, UUID> {

    List<Recipient> findAllByUserIdIn(Iterable<UUID> userIds);

    Recipient save(Recipient recipient);
}
