package dev.trestle.app.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a page may leave out of what it shows, and what not. */
class PrintedTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            one            | one             | true
            one            | one two         | false
            one...         | one two         | true
            o...e t...o    | one two         | true
            one            | ^one\ntwo^      | false
            ^one\n...^     | ^one\ntwo\nthree^ | true
            ^...\nthree^   | ^one\ntwo\nthree^ | true
            ^one\n...\ntwo^ | ^one\ntwo^     | true
            a.c            | abc             | false
            """)
    void text_isShown_butForWhatDotsStandFor(String shown, String actual, boolean same) {
        assertThat(Printed.isText(shown.replace("\\n", "\n"), actual.replace("\\n", "\n")))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            {"id": 7}             | {"id":7,"name":"a"}      | true
            {"id": 7, "level": 1} | {"id":7,"name":"a"}      | false
            {"id": 9007199254740993} | {"id":9007199254740992} | false
            {"at": 1.10}          | {"at":1.1}               | false
            {"name": "U..."}      | {"name":"User 7"}        | true
            [{"id": 7}]           | [{"id":7},{"id":8}]      | false
            {"id": 7}             | no JSON                  | false
            """)
    void json_isShown_whenEachMemberIs(String shown, String actual, boolean same) {
        assertThat(Printed.isJson(shown, actual)).isEqualTo(same);
    }

    @Test
    void step_mayFail_onlyWhereTheNextOneShowsTheStatus() {
        List<Step> steps = Step.of(new Fence("p:1", "console", "$ false\n$ echo $?\n1\n", "", false), null);
        List<Step.Outcome> outcomes = Step.outcomes("\u00011\u00011\n\u00010\u0001");
        assertThat(steps.get(0).wrong(outcomes.get(0), steps.get(1).asksForStatus(), UnaryOperator.identity()))
                .isEmpty();
        assertThat(steps.get(0).wrong(outcomes.get(0), false, UnaryOperator.identity()))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("false", "ended with 1"));
        assertThat(steps.get(1).wrong(new Step.Outcome("2\n", 0), false, UnaryOperator.identity()))
                .isPresent();
    }

    @Test
    void page_tellsFilesCommandsAndWhatTheyPrint() {
        List<Fence> fences = Fence.of("p.md", """
                To begin,
                write `a/shop.yaml`:

                ```yaml
                clusters: {}
                ```

                ```sh
                # needs luck
                ./trestle check shop.yaml
                ```

                ```text
                good
                ```

                And more.

                ```json
                {}
                ```
                """);
        assertThat(fences.get(0).file()).hasValue("a/shop.yaml");
        assertThat(fences.get(1).file()).isEmpty();
        assertThat(fences.get(1).isCommands()).isTrue();
        assertThat(Mark.of(fences.get(1))).isEmpty();
        assertThat(fences.get(2).isPrinted()).isTrue();
        assertThat(fences.get(3).isPrinted()).isFalse();
    }
}
