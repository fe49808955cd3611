package dev.trestle.demo;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/** A user with every kind of field a REST client usually meets. Fields may be null on the wire. */
public final class User implements Serializable {
    private static final long serialVersionUID = 1L;

    private long id;
    private @Nullable String name;
    private @Nullable String email;
    private @Nullable Address address;
    private @Nullable Level level;
    private @Nullable BigDecimal balance;
    private @Nullable Date created;
    private @Nullable LocalDateTime lastSeen;

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getEmail() {
        return email;
    }

    public void setEmail(@Nullable String email) {
        this.email = email;
    }

    public @Nullable Address getAddress() {
        return address;
    }

    public void setAddress(@Nullable Address address) {
        this.address = address;
    }

    public @Nullable Level getLevel() {
        return level;
    }

    public void setLevel(@Nullable Level level) {
        this.level = level;
    }

    public @Nullable BigDecimal getBalance() {
        return balance;
    }

    public void setBalance(@Nullable BigDecimal balance) {
        this.balance = balance;
    }

    public @Nullable Date getCreated() {
        return created;
    }

    public void setCreated(@Nullable Date created) {
        this.created = created;
    }

    public @Nullable LocalDateTime getLastSeen() {
        return lastSeen;
    }

    public void setLastSeen(@Nullable LocalDateTime lastSeen) {
        this.lastSeen = lastSeen;
    }
}
