package dev.trestle.demo;

/** How far a user has come. */
public enum Level {
    BRONZE,
    SILVER,
    GOLD
}
