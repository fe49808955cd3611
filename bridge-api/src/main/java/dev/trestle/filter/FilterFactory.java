package dev.trestle.filter;

/**
 * Makes filters by name. Found by {@code ServiceLoader}; two factories with one name fail at start.
 *
 * <p>Settings are a record, as a codec's are. Both methods run on the slow side, once per changed configuration, and report what is
 * wrong to the context; what they return then is closed and never used. Equal settings may share what is dear to make.
 *
 * @param <S> the settings of {@code filters: [{name: ...}]}
 */
public interface FilterFactory<S extends Record> {
    /** The key of its settings in YAML: {@code wasm}. */
    String name();

    /** The record of its settings. */
    Class<S> settings();

    /** The filter at one place in front of HTTP exchanges: a route or a listener. */
    HttpFilters newHttpFilters(S settings, FilterContext context);

    /** The filter at one place in front of TCP connections. */
    NetworkFilters newNetworkFilters(S settings, FilterContext context);
}
