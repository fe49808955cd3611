package dev.trestle.demo;

/** No user has this id. */
public final class UserNotFoundException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long userId;

    public UserNotFoundException(long userId) {
        super("no user " + userId);
        this.userId = userId;
    }

    public long getUserId() {
        return userId;
    }
}
