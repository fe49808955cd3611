package dev.trestle.demo;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where a user lives; nested in {@link User}. */
public final class Address implements Serializable {
    private static final long serialVersionUID = 1L;

    private @Nullable String street;
    private @Nullable String city;
    private @Nullable String postcode;
    private @Nullable String country;

    public @Nullable String getStreet() {
        return street;
    }

    public void setStreet(@Nullable String street) {
        this.street = street;
    }

    public @Nullable String getCity() {
        return city;
    }

    public void setCity(@Nullable String city) {
        this.city = city;
    }

    public @Nullable String getPostcode() {
        return postcode;
    }

    public void setPostcode(@Nullable String postcode) {
        this.postcode = postcode;
    }

    public @Nullable String getCountry() {
        return country;
    }

    public void setCountry(@Nullable String country) {
        this.country = country;
    }
}
