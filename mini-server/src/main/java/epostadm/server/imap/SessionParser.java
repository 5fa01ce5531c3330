package epostadm.server.imap;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Commands about the session itself, and about quotas: RFC 9051 sections 6.1 and 6.2, RFC 2971, 4959, 4978, 5161,
/// 5267, 9208.
final class SessionParser {

    private static final Pattern BASE64 = Pattern.compile("=|[A-Za-z0-9+/]+={0,2}");

    private SessionParser() {}

    static ImapCommand login(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        String user = in.text("user name");
        in.space();
        return new ImapCommand.Login(user, in.text("password"));
    }

    static ImapCommand authenticate(ImapReader in) throws ImapSyntaxException {
        in.space();
        String mechanism = in.word("mechanism");
        Optional<String> initial = Optional.empty();
        if (in.skip(' ')) {
            initial = Optional.of(in.atom("initial response"));
            if (!BASE64.matcher(initial.get()).matches()) {
                throw new ImapSyntaxException("bad initial response");
            }
        }
        return new ImapCommand.Authenticate(mechanism, initial);
    }

    static ImapCommand id(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        Map<String, Optional<String>> fields = new LinkedHashMap<>();
        if (!in.skip('(')) {
            if (in.nstring("fields").isPresent()) {
                throw new ImapSyntaxException("fields expected");
            }
        } else if (!in.skip(')')) {
            do {
                String name = ImapReader.utf8(in.string("field"), "field");
                in.space();
                fields.putIfAbsent(name, in.nstring("value"));
            } while (in.skip(' '));
            in.expect(')');
        }
        return new ImapCommand.Id(fields);
    }

    static ImapCommand enable(ImapReader in) throws ImapSyntaxException {
        in.space();
        List<String> extensions = new ArrayList<>();
        do {
            extensions.add(in.word("extension"));
        } while (in.skip(' '));
        return new ImapCommand.Enable(extensions);
    }

    static ImapCommand compress(ImapReader in) throws ImapSyntaxException {
        in.space();
        return new ImapCommand.Compress(in.word("mechanism"));
    }

    static ImapCommand cancelUpdate(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        List<String> tags = new ArrayList<>();
        do {
            tags.add(new String(in.string("tag"), StandardCharsets.ISO_8859_1));
        } while (in.skip(' '));
        return new ImapCommand.CancelUpdate(tags);
    }

    static ImapCommand getQuota(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        return new ImapCommand.GetQuota(in.text("quota root"));
    }

    /// The limits are read but not kept: no client may set them.
    static ImapCommand setQuota(ImapReader in) throws IOException, ImapSyntaxException {
        in.space();
        String root = in.text("quota root");
        in.space();
        in.expect('(');
        if (!in.at(')')) {
            do {
                in.atom("resource");
                in.space();
                in.number64("limit");
            } while (in.skip(' '));
        }
        in.expect(')');
        return new ImapCommand.SetQuota(root);
    }
}
