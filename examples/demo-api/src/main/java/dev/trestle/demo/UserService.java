package dev.trestle.demo;

/** Users. */
public interface UserService {
    /** Every id but 0 exists; the same id always gives the same user. */
    User getUser(long id) throws UserNotFoundException;

    String echo(String text);
}
