package dev.trestle.codec.dubbo;

/** How a call is made. It decides how objects travel. */
enum Invocation {
    /** By the method's own name and descriptor: objects are of their class, enums and typed collections too. */
    TYPED,
    /** By {@code $invoke}: the provider puts objects together from maps, enums from their names. */
    GENERIC
}
