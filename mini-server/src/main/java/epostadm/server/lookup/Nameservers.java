package epostadm.server.lookup;

import epostadm.server.spf.SpfDns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// The servers that are asked: a zone's own for what lies within it, once they are known, else the resolvers in
/// turn. Neither a hosts file nor an older answer comes between.
final class Nameservers implements SpfDns {

    private static final int MOST_ALIASES = 8;
    private static final int TRIES = 2;

    /// Answers of that size are not cut into pieces on the way.
    private static final int PAYLOAD = 1232;

    private final AskedServers asked;
    private final Duration timeOut;
    private final TimeLimit limit;
    private final Map<Question, Heard> heard = new HashMap<>();
    private Name zone = Name.root;
    private List<InetSocketAddress> own = List.of();

    /// @param timeOut of each question
    Nameservers(AskedServers asked, Duration timeOut, TimeLimit limit) {
        this.asked = asked;
        this.timeOut = timeOut;
        this.limit = limit;
    }

    AskedServers asked() {
        return asked;
    }

    TimeLimit limit() {
        return limit;
    }

    List<InetSocketAddress> own() {
        return own;
    }

    /// From now on these are asked for names of the zone, unless the view from outside is wanted.
    void know(Name ownZone, List<InetSocketAddress> servers) {
        zone = ownZone;
        own = List.copyOf(servers);
    }

    /// Follows aliases out of the zone.
    Answer ask(Name name, int type) {
        Answer answer = once(name, type);
        for (int aliases = 0; aliases < MOST_ALIASES && type != Type.CNAME && !answer.isSilence(); aliases++) {
            List<CNAMERecord> chain = answer.of(CNAMERecord.class);
            if (chain.isEmpty() || answer.records().stream().anyMatch(record -> record.getType() == type)) {
                return answer;
            }
            Answer next = once(chain.getLast().getTarget(), type);
            if (next.isSilence()) {
                return next;
            }
            answer = next.behind(answer);
            if (next.records().isEmpty()) {
                return answer;
            }
        }
        return answer;
    }

    private Answer once(Name name, int type) {
        if (name.subdomain(zone) && !asked.fromOutside()) {
            for (InetSocketAddress server : own) {
                Answer answer = hear(server, name, type, Way.ITERATIVE).answer();
                // Otherwise the name lies in a zone below, whose servers are others.
                if (answer.authoritative()) {
                    return answer;
                }
            }
        }
        return resolved(name, type, Way.RECURSIVE);
    }

    /// What the first resolver says that says something. Where all fail, what one says that need not believe it:
    /// the check is to find out what they do not believe.
    Answer resolved(Name name, int type, Way way) {
        boolean failed = false;
        for (InetSocketAddress resolver : asked.resolvers()) {
            Heard one = hear(resolver, name, type, way);
            if (!one.answer().isSilence()) {
                return one.answer();
            }
            failed |= one.anything();
        }
        return failed && way == Way.RECURSIVE ? resolved(name, type, Way.UNCHECKED) : Answer.SILENCE;
    }

    /// How a server is asked.
    enum Way {
        /// For what it says by itself.
        ITERATIVE,
        RECURSIVE,
        /// With signatures: RFC 4035.
        SIGNED,
        SIGNED_RECURSIVE,
        /// With signatures that the resolver need not believe.
        UNCHECKED;

        boolean recursive() {
            return this == RECURSIVE || this == SIGNED_RECURSIVE || this == UNCHECKED;
        }

        boolean signed() {
            return this == SIGNED || this == SIGNED_RECURSIVE || this == UNCHECKED;
        }
    }

    /// @param said the response code of whatever came back, a refusal too; empty for silence
    record Heard(String said, Answer answer) {
        boolean anything() {
            return !said.isEmpty();
        }
    }

    private record Question(InetSocketAddress server, Name name, int type, Way way) {}

    /// Each question is put once in a check.
    Heard hear(InetSocketAddress server, Name name, int type, Way way) {
        Question question = new Question(server, name, type, way);
        Heard known = heard.get(question);
        if (known == null) {
            known = put(server, name, type, way);
            heard.put(question, known);
        }
        return known;
    }

    private Heard put(InetSocketAddress server, Name name, int type, Way way) {
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (!way.recursive()) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        if (way == Way.UNCHECKED) {
            query.getHeader().setFlag(Flags.CD);
        }
        // A packet may get lost.
        for (int i = 0; i < TRIES; i++) {
            try {
                SimpleResolver resolver = new SimpleResolver(server);
                resolver.setTimeout(limit.of(timeOut.dividedBy(TRIES)));
                resolver.setEDNS(0, PAYLOAD, way.signed() ? ExtendedFlags.DO : 0);
                return heard(resolver.send(query));
            } catch (IOException e) {
                continue;
            }
        }
        return new Heard("", Answer.SILENCE);
    }

    private static Heard heard(Message message) {
        boolean authoritative = message.getHeader().getFlag(Flags.AA);
        Answer answer = switch (message.getRcode()) {
            case Rcode.NOERROR ->
                new Answer(
                        Answer.State.NAME,
                        message.getSection(Section.ANSWER),
                        message.getSection(Section.AUTHORITY),
                        authoritative);
            case Rcode.NXDOMAIN -> new Answer(Answer.State.NO_NAME, List.of(), List.of(), authoritative);
            default -> Answer.SILENCE;
        };
        return new Heard(Rcode.string(message.getRcode()), answer);
    }

    /// @throws IOException where neither address was answered for
    List<InetAddress> addresses(String host) throws IOException {
        List<InetAddress> all = new ArrayList<>(addresses(host, false));
        all.addAll(addresses(host, true));
        return all;
    }

    @Override
    public List<InetAddress> addresses(String host, boolean ipv6) throws IOException {
        Answer answer = answered(Shown.parsed(host), ipv6 ? Type.AAAA : Type.A);
        return ipv6
                ? answer.of(AAAARecord.class).stream()
                        .map(AAAARecord::getAddress)
                        .toList()
                : answer.of(ARecord.class).stream().map(ARecord::getAddress).toList();
    }

    @Override
    public List<String> texts(String domain) throws IOException {
        return answered(Shown.parsed(domain), Type.TXT).of(TXTRecord.class).stream()
                .map(text -> String.join("", text.getStrings()))
                .toList();
    }

    @Override
    public List<String> exchangers(String domain) throws IOException {
        return answered(Shown.parsed(domain), Type.MX).of(MXRecord.class).stream()
                .map(mx -> Shown.name(mx.getTarget()))
                .toList();
    }

    List<String> pointers(InetAddress address) throws IOException {
        return answered(ReverseMap.fromAddress(address), Type.PTR).of(PTRRecord.class).stream()
                .map(pointer -> Shown.name(pointer.getTarget()))
                .toList();
    }

    private Answer answered(Name name, int type) throws IOException {
        Answer answer = ask(name, type);
        if (answer.isSilence()) {
            throw new IOException(Shown.name(name) + " " + Type.string(type));
        }
        return answer;
    }
}
