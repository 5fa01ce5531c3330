package epostadm.mailstore.mime;

import java.util.List;
import java.util.Optional;

/// What a part's header says of the part. One char is one octet of the header.
///
/// @param encoding Content-Transfer-Encoding, as it is written
public record PartFields(
        Optional<String> id,
        Optional<String> description,
        Optional<String> encoding,
        Optional<String> md5,
        Optional<Disposition> disposition,
        List<String> languages,
        Optional<String> location) {

    public PartFields {
        languages = List.copyOf(languages);
    }

    static PartFields of(PartHeader header) {
        return new PartFields(
                header.first("content-id"),
                header.first("content-description"),
                header.first("content-transfer-encoding").flatMap(FieldScanner::word),
                header.first("content-md5"),
                header.first("content-disposition").flatMap(FieldScanner::disposition),
                header.first("content-language").map(FieldScanner::words).orElse(List.of()),
                header.first("content-location"));
    }
}
