package epostadm.mailstore.mime;

import java.util.List;

/// Content-Disposition: how a part wants to be shown. RFC 2183.
///
/// @param type in lower case: `inline`, `attachment`
public record Disposition(String type, List<Parameter> parameters) {

    public Disposition {
        parameters = List.copyOf(parameters);
    }
}
