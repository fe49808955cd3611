package dev.trestle.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BodyMemoryTest {
    private final BodyMemory memory = new BodyMemory(100);

    @Test
    void take_isRefused_whenTheRestIsTooSmall() {
        assertThat(memory.take(60)).isTrue();
        assertThat(memory.take(41)).isFalse();
        assertThat(memory.take(40)).isTrue();
        assertThat(memory.held()).isEqualTo(100);
    }

    @Test
    void take_goesOn_whenSomeIsGivenBack() {
        assertThat(memory.take(100)).isTrue();
        memory.giveBack(30);
        assertThat(memory.take(30)).isTrue();
    }

    @Test
    void requests_giveWay_whenRepliesTakeAll() {
        memory.add(150);
        assertThat(memory.take(1)).isFalse();
        memory.giveBack(150);
        assertThat(memory.take(1)).isTrue();
    }
}
