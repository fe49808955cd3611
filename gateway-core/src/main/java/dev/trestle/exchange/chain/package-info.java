/**
 * The filters of one exchange, one behind the other. A {@code FilterChain} has a {@code Place} for each filter, and a place two
 * {@code Lane}s: the request's, which lead from the first filter to the codec, and the reply's, which lead back. A lane shows its
 * filter what comes, and holds or passes on what the filter says. Behind the last lane of each direction is an end that makes
 * a request for the codec, or a reply for the client, of it.
 */
@NullMarked
package dev.trestle.exchange.chain;

import org.jspecify.annotations.NullMarked;
