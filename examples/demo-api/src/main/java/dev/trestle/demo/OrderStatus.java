package dev.trestle.demo;

/** Where an order stands. */
public enum OrderStatus {
    NEW,
    PAID,
    SHIPPED,
    CANCELLED
}
