package epostadm.mailstore.mime;

import java.util.List;
import java.util.Optional;

/// What a part is. RFC 2045 section 5.
///
/// @param type in lower case
/// @param subtype in lower case
public record ContentType(String type, String subtype, List<Parameter> parameters) {

    /// Of a part that says nothing, and of one that says what nobody understands. RFC 2045 section 5.2.
    public static final ContentType PLAIN =
            new ContentType("text", "plain", List.of(new Parameter("charset", "us-ascii")));

    /// Of what is there but is not to be looked into.
    public static final ContentType OCTETS = new ContentType("application", "octet-stream", List.of());

    /// Of a part of `multipart/digest` that says nothing. RFC 2046 section 5.1.5.
    static final ContentType MESSAGE = new ContentType("message", "rfc822", List.of());

    public ContentType {
        parameters = List.copyOf(parameters);
    }

    public boolean is(String someType, String someSubtype) {
        return type.equals(someType) && subtype.equals(someSubtype);
    }

    public boolean text() {
        return type.equals("text");
    }

    public boolean multipart() {
        return type.equals("multipart");
    }

    /// A whole message within the message; RFC 6532 section 3.7 has it in UTF-8.
    public boolean message() {
        return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
    }

    /// The first parameter of that name.
    public Optional<String> parameter(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .map(Parameter::value)
                .findFirst();
    }
}
