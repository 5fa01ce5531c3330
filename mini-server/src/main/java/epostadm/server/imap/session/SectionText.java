package epostadm.server.imap.session;

import epostadm.mailstore.content.OpenMessage;
import epostadm.mailstore.mime.Extent;
import epostadm.mailstore.mime.MimePart;
import epostadm.server.imap.FetchItem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// The octets that a section of a message has: RFC 9051 section 6.4.5.1.
sealed interface SectionText {

    SectionText NOTHING = new Span(0, 0);

    /// Octets as they stand in the message.
    record Span(long begin, long end) implements SectionText {

        @Override
        public long size() {
            return end - begin;
        }

        @Override
        public InputStream stream(OpenMessage message) throws IOException {
            return message.octets(begin, end);
        }

        @Override
        public SectionText part(FetchItem.Partial partial) {
            long from = begin + Math.min(partial.offset(), size());
            return new Span(from, from + Math.min(partial.length(), end - from));
        }
    }

    /// Fields picked out of a header.
    final class Picked implements SectionText {

        private final byte[] octets;

        private Picked(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream stream(OpenMessage message) {
            return new ByteArrayInputStream(octets);
        }

        @Override
        public SectionText part(FetchItem.Partial partial) {
            int from = (int) Math.min(partial.offset(), octets.length);
            int to = from + (int) Math.min(partial.length(), octets.length - from);
            return new Picked(Arrays.copyOfRange(octets, from, to));
        }
    }

    long size();

    InputStream stream(OpenMessage message) throws IOException;

    /// The part of it that the client wants, as far as there is one.
    SectionText part(FetchItem.Partial partial);

    /// Nothing where the message has no such section.
    static Optional<SectionText> of(OpenMessage message, FetchItem.Section section) throws IOException {
        Optional<MimePart> part = message.structure().part(section.part());
        if (part.isEmpty()) {
            return Optional.empty();
        }
        Extent own = part.get().extent();
        // RFC 9051 section 6.4.5.1: of a part, HEADER and TEXT are those of the message that it holds.
        Optional<Extent> inner = section.part().isEmpty()
                ? Optional.of(own)
                : part.get().message().map(MimePart::extent);
        return switch (section.text()) {
            case FetchItem.Text.All _ -> Optional.of(section.part().isEmpty() ? whole(own) : body(own));
            case FetchItem.Text.Mime _ -> Optional.of(header(own));
            case FetchItem.Text.Header _ -> inner.map(SectionText::header);
            case FetchItem.Text.Body _ -> inner.map(SectionText::body);
            case FetchItem.Text.HeaderFields(List<String> names, boolean not) ->
                inner.isEmpty() ? Optional.empty() : Optional.of(picked(message, inner.get(), names, not));
        };
    }

    private static SectionText whole(Extent extent) {
        return new Span(extent.begin(), extent.end());
    }

    private static SectionText header(Extent extent) {
        return new Span(extent.begin(), extent.body());
    }

    private static SectionText body(Extent extent) {
        return new Span(extent.body(), extent.end());
    }

    private static SectionText picked(OpenMessage message, Extent extent, List<String> names, boolean not)
            throws IOException {
        Set<String> wanted =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Predicate<String> test = not ? name -> !wanted.contains(name) : wanted::contains;
        return new Picked(message.headerFields(extent, test));
    }
}
