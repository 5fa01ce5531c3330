package epostadm.mailstore.content;

import epostadm.mailstore.mime.ContentType;
import epostadm.mailstore.mime.Disposition;
import epostadm.mailstore.mime.Envelope;
import epostadm.mailstore.mime.Extent;
import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.mime.Parameter;
import epostadm.mailstore.mime.PartFields;
import java.util.List;
import java.util.Optional;

/// A message's structure in few octets: numbers from where the part before has them, the outermost envelope left
/// to its own place.
final class StructurePack {

    private StructurePack() {}

    static void write(PackWriter out, MimePart whole) {
        part(out, whole, 0, true);
    }

    private static void part(PackWriter out, MimePart part, long from, boolean outermost) {
        Extent extent = part.extent();
        out.number(extent.begin() - from);
        out.number(extent.headerOctets());
        out.number(extent.bodyOctets());
        out.number(extent.headerLines());
        out.number(extent.bodyLines());
        out.text(part.type().type());
        out.text(part.type().subtype());
        out.list(part.type().parameters(), StructurePack::parameter);
        fields(out, part.fields());
        out.number(part.envelope().isPresent() ? 1 : 0);
        if (!outermost && part.envelope().isPresent()) {
            HeadPack.write(out, part.envelope().get());
        }
        out.number(part.parts().size());
        for (MimePart inside : part.parts()) {
            part(out, inside, extent.begin(), false);
        }
    }

    private static void parameter(PackWriter out, Parameter parameter) {
        out.text(parameter.name());
        out.text(parameter.value());
    }

    /// Most parts have none of the last five.
    private static void fields(PackWriter out, PartFields fields) {
        out.text(fields.encoding());
        out.text(fields.id());
        boolean more = fields.description().isPresent()
                || fields.md5().isPresent()
                || fields.disposition().isPresent()
                || !fields.languages().isEmpty()
                || fields.location().isPresent();
        out.number(more ? 1 : 0);
        if (more) {
            out.text(fields.description());
            out.text(fields.md5());
            out.list(fields.disposition().stream().toList(), (to, disposition) -> {
                to.text(disposition.type());
                to.list(disposition.parameters(), StructurePack::parameter);
            });
            out.list(fields.languages(), PackWriter::text);
            out.text(fields.location());
        }
    }

    /// @param envelope of the whole message
    static MimePart read(PackReader in, Optional<Envelope> envelope) {
        return part(in, 0, envelope);
    }

    private static MimePart part(PackReader in, long from, Optional<Envelope> outermost) {
        long begin = from + in.number();
        long body = begin + in.number();
        Extent extent = new Extent(begin, body, body + in.number(), in.number(), in.number());
        ContentType type = new ContentType(in.text(), in.text(), in.list(StructurePack::parameter));
        PartFields fields = fields(in);
        Optional<Envelope> envelope =
                in.number() == 0 ? Optional.empty() : outermost.or(() -> Optional.of(HeadPack.read(in)));
        List<MimePart> parts = in.list(inside -> part(inside, begin, Optional.empty()));
        return new MimePart(type, fields, extent, parts, envelope);
    }

    private static Parameter parameter(PackReader in) {
        return new Parameter(in.text(), in.text());
    }

    private static PartFields fields(PackReader in) {
        Optional<String> encoding = in.optional();
        Optional<String> id = in.optional();
        if (in.number() == 0) {
            return new PartFields(
                    id, Optional.empty(), encoding, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }
        Optional<String> description = in.optional();
        Optional<String> md5 = in.optional();
        Optional<Disposition> disposition =
                in.list(from -> new Disposition(from.text(), from.list(StructurePack::parameter))).stream()
                        .findFirst();
        return new PartFields(id, description, encoding, md5, disposition, in.list(PackReader::text), in.optional());
    }
}
