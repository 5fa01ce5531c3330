package epostadm.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import epostadm.mailstore.mime.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ParameterTextTest {

    private static Arguments row(String text, String... namesAndValues) {
        List<Parameter> parameters = Arrays.stream(namesAndValues)
                .map(pair -> new Parameter(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1)))
                .toList();
        return Arguments.of(parameters, text);
    }

    static Stream<Arguments> parameters() {
        return Stream.of(
                row(null),
                row("a.txt", "name=a.txt", "other=b"),
                row("This is ***fun***", "name*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A"),
                row(
                        "This is even more ***fun*** isn't it!",
                        "name*0*=us-ascii'en'This%20is%20even%20more%20",
                        "name*1*=%2A%2A%2Afun%2A%2A%2A%20",
                        "name*2=isn't it!"),
                row("ftp://cs.utk.edu/a", "name*1=cs.utk.edu/a", "name*0=ftp://"),
                row("日本語.pdf", "name*=utf-8''%E6%97%A5%E6%9C%AC%E8%AA%9E.pdf", "name=x.pdf"),
                row("日本語", "name*0*=Shift_JIS'ja'%93%FA%96", "name*1*={%8C%EA"),
                row("日本語", "name*=%E6%97%A5%E6%9C%AC%E8%AA%9E"),
                row("日本語", "name*=''%E6%97%A5%E6%9C%AC%E8%AA%9E"),
                row("日本語", "name==?iso-2022-jp?B?GyRCRnxLXDhsGyhC?="),
                row("日本語", "name*0==?iso-2022-jp?B?GyRC", "name*1=RnxLXDhsGyhC?="),
                row("100%", "name*=utf-8''100%"),
                row("a", "name*0=a", "name*2=c"),
                row("x", "name*1=b", "name=x"));
    }

    @ParameterizedTest
    @MethodSource("parameters")
    void readsAParameter(List<Parameter> parameters, String text) {
        if (text == null) {
            assertThat(ParameterText.of(parameters, "name")).isEmpty();
        } else {
            assertThat(ParameterText.of(parameters, "name")).contains(text);
        }
    }
}
