package epostadm.server.lookup;

import epostadm.server.spf.SpfDns;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
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
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/// The servers that are asked: a zone's own for what lies within it, once they are known, else the resolvers in
/// turn. Neither a hosts file nor a cache comes between.
final class Nameservers implements SpfDns {

    private final List<InetSocketAddress> resolvers;
    private final Duration timeOut;
    private Name zone = Name.root;
    private List<InetSocketAddress> own = List.of();

    Nameservers(List<InetSocketAddress> resolvers, Duration timeOut) {
        this.resolvers = List.copyOf(resolvers);
        this.timeOut = timeOut;
    }

    List<InetSocketAddress> resolvers() {
        return resolvers;
    }

    List<InetSocketAddress> own() {
        return own;
    }

    /// From now on these are asked for names of the zone.
    void know(Name ownZone, List<InetSocketAddress> servers) {
        zone = ownZone;
        own = List.copyOf(servers);
    }

    /// No server knows a name that is none.
    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            return Name.root;
        }
    }

    static String shown(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    Answer ask(Name name, int type) {
        if (name.subdomain(zone)) {
            for (InetSocketAddress server : own) {
                Answer answer = ask(server, name, type, false);
                // Otherwise the name lies in a zone below, whose servers are others.
                if (answer.authoritative()) {
                    return answer;
                }
            }
        }
        for (InetSocketAddress resolver : resolvers) {
            Answer answer = ask(resolver, name, type, true);
            if (!answer.isSilence()) {
                return answer;
            }
        }
        return Answer.SILENCE;
    }

    Answer ask(InetSocketAddress server, Name name, int type, boolean recursively) {
        return hear(server, name, type, recursively).answer();
    }

    /// What a server says by itself.
    Heard hear(InetSocketAddress server, Name name, int type) {
        return hear(server, name, type, false);
    }

    /// @param said whether anything came back, a refusal too
    record Heard(boolean said, Answer answer) {}

    private Heard hear(InetSocketAddress server, Name name, int type, boolean recursively) {
        SimpleResolver resolver = new SimpleResolver(server);
        resolver.setTimeout(timeOut);
        Message query = Message.newQuery(Record.newRecord(name, type, DClass.IN));
        if (!recursively) {
            query.getHeader().unsetFlag(Flags.RD);
        }
        try {
            Message message = resolver.send(query);
            boolean authoritative = message.getHeader().getFlag(Flags.AA);
            Answer answer = switch (message.getRcode()) {
                case Rcode.NOERROR -> new Answer(Answer.State.NAME, message.getSection(Section.ANSWER), authoritative);
                case Rcode.NXDOMAIN -> new Answer(Answer.State.NO_NAME, List.of(), authoritative);
                default -> Answer.SILENCE;
            };
            return new Heard(true, answer);
        } catch (IOException e) {
            return new Heard(false, Answer.SILENCE);
        }
    }

    /// @throws IOException where neither address was answered for
    List<InetAddress> addresses(String host) throws IOException {
        List<InetAddress> all = new ArrayList<>(addresses(host, false));
        all.addAll(addresses(host, true));
        return all;
    }

    @Override
    public List<InetAddress> addresses(String host, boolean ipv6) throws IOException {
        Answer answer = answered(name(host), ipv6 ? Type.AAAA : Type.A);
        return ipv6
                ? answer.of(AAAARecord.class).stream()
                        .map(AAAARecord::getAddress)
                        .toList()
                : answer.of(ARecord.class).stream().map(ARecord::getAddress).toList();
    }

    @Override
    public List<String> texts(String domain) throws IOException {
        return answered(name(domain), Type.TXT).of(TXTRecord.class).stream()
                .map(text -> String.join("", text.getStrings()))
                .toList();
    }

    @Override
    public List<String> exchangers(String domain) throws IOException {
        return answered(name(domain), Type.MX).of(MXRecord.class).stream()
                .map(mx -> shown(mx.getTarget()))
                .toList();
    }

    List<String> pointers(InetAddress address) throws IOException {
        return answered(ReverseMap.fromAddress(address), Type.PTR).of(PTRRecord.class).stream()
                .map(pointer -> shown(pointer.getTarget()))
                .toList();
    }

    private Answer answered(Name name, int type) throws IOException {
        Answer answer = ask(name, type);
        if (answer.isSilence()) {
            throw new IOException(shown(name) + " " + Type.string(type));
        }
        return answer;
    }
}
