package epostadm.server.imap;

import epostadm.mailstore.mime.ContentType;
import epostadm.mailstore.mime.Disposition;
import epostadm.mailstore.mime.MimePart;
import epostadm.mailstore.mime.Parameter;
import epostadm.mailstore.mime.PartFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes the structure of a message: RFC 9051 section 7.5.2, `body`.
///
/// Parameters pass as the header has them, RFC 2231's encoding with them.
public final class StructureWriter {

    private final ImapWriter out;
    private final boolean extended;

    private StructureWriter(ImapWriter out, boolean extended) {
        this.out = out;
        this.extended = extended;
    }

    /// What BODYSTRUCTURE tells of a whole message.
    public static void writeExtended(ImapWriter out, MimePart message) {
        new StructureWriter(out, true).part(message);
    }

    /// What BODY without brackets tells of a whole message: no extension data.
    public static void write(ImapWriter out, MimePart message) {
        new StructureWriter(out, false).part(message);
    }

    private void part(MimePart part) {
        out.say('(');
        if (part.type().multipart() && !part.parts().isEmpty()) {
            part.parts().forEach(this::part);
            out.space().headerString(part.type().subtype());
            if (extended) {
                parameters(out.space(), part.type().parameters());
            }
        } else {
            single(part);
        }
        if (extended) {
            extension(part.fields());
        }
        out.say(')');
    }

    private void single(MimePart part) {
        Optional<MimePart> message = part.message();
        boolean emptied = part.type().multipart() || part.type().message() && message.isEmpty();
        ContentType type = emptied ? ContentType.OCTETS : part.type();
        PartFields fields = part.fields();
        out.headerString(type.type()).space().headerString(type.subtype());
        parameters(out.space(), withCharset(type));
        out.space().headerString(fields.id());
        out.space().headerString(fields.description());
        out.space().headerString(fields.encoding().orElse("7BIT"));
        out.space().number(part.extent().bodyOctets());
        if (message.isPresent()) {
            MimePart inner = message.get();
            out.space();
            inner.envelope().ifPresentOrElse(envelope -> EnvelopeWriter.write(out, envelope), out::nil);
            out.space();
            part(inner);
        }
        if (message.isPresent() || type.text()) {
            out.space().number(part.extent().bodyLines());
        }
        if (extended) {
            out.space().headerString(fields.md5());
        }
    }

    /// RFC 2045 section 5.2: text that says nothing of its charset is US-ASCII.
    private static List<Parameter> withCharset(ContentType type) {
        if (!type.text() || type.parameter("charset").isPresent()) {
            return type.parameters();
        }
        List<Parameter> all = new ArrayList<>(type.parameters());
        all.add(new Parameter("charset", "us-ascii"));
        return all;
    }

    private void extension(PartFields fields) {
        out.space();
        fields.disposition().ifPresentOrElse(this::disposition, out::nil);
        out.space();
        if (fields.languages().isEmpty()) {
            out.nil();
        } else {
            out.say('(');
            for (int i = 0; i < fields.languages().size(); i++) {
                out.say(i == 0 ? "" : " ").headerString(fields.languages().get(i));
            }
            out.say(')');
        }
        out.space().headerString(fields.location());
    }

    private void disposition(Disposition disposition) {
        out.say('(').headerString(disposition.type());
        parameters(out.space(), disposition.parameters());
        out.say(')');
    }

    private static void parameters(ImapWriter out, List<Parameter> parameters) {
        if (parameters.isEmpty()) {
            out.nil();
            return;
        }
        out.say('(');
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            out.say(i == 0 ? "" : " ").headerString(parameter.name());
            out.space().headerString(parameter.value());
        }
        out.say(')');
    }
}
