package dev.trestle.demo.service;

import dev.trestle.demo.Address;
import dev.trestle.demo.Level;
import dev.trestle.demo.User;
import dev.trestle.demo.UserNotFoundException;
import dev.trestle.demo.UserService;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.Date;

/** Users made from their id. */
public final class DemoUsers implements UserService {
    private static final long CREATED_MILLIS = 1_700_000_000_123L;

    private final String echoPrefix;

    /** An echo that starts with this shows which group and version of the service was reached. */
    public DemoUsers(String echoPrefix) {
        this.echoPrefix = echoPrefix;
    }

    @Override
    public User getUser(long id) throws UserNotFoundException {
        if (id == 0) {
            throw new UserNotFoundException(id);
        }
        Address address = new Address();
        address.setStreet("Hohe Straße 12");
        address.setCity("Köln");
        address.setPostcode("50667");
        address.setCountry("DE");
        User user = new User();
        user.setId(id);
        user.setName("User " + id);
        user.setEmail("user" + id + "@example.com");
        user.setAddress(address);
        user.setLevel(Level.values()[Math.floorMod(id, Level.values().length)]);
        // More digits than a double holds, and a trailing zero that counts.
        user.setBalance(new BigDecimal("12345678901234567.890"));
        user.setCreated(new Date(CREATED_MILLIS));
        user.setLastSeen(LocalDateTime.of(2026, 11, 20, 21, 22, 23, 456_000_000));
        return user;
    }

    @Override
    public String echo(String text) {
        return echoPrefix + text;
    }
}
