package dev.evently.identity.signing;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.NativeQuery;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The signing keys that all instances share. */
interface SigningKeys extends Repository<StoredKey, Integer> {

    List<StoredKey> findAllByOrderByGeneration();

    /** Adds a key unless another instance has made that generation already. Returns how many were added: 0 or 1. */
    @Modifying
    @NativeQuery("""
            INSERT INTO signing_key (generation, kid, sealed_jwk, created_at, signs_from)
            VALUES (:generation, :kid, :sealedJwk, :createdAt, :signsFrom)
            ON CONFLICT ON CONSTRAINT signing_key_pkey DO NOTHING
            """)
    int add(int generation, String kid, byte[] sealedJwk, Instant createdAt, Instant signsFrom);

    @Modifying
    @Query("delete from StoredKey k where k.generation < :generation")
    int deleteOlderThan(int generation);
}
