/** What the demo services answer: the same data for the same call, always. */
@NullMarked
package dev.trestle.demo.service;

import org.jspecify.annotations.NullMarked;
