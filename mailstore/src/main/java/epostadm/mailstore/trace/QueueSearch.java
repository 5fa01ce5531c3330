package epostadm.mailstore.trace;

import epostadm.mailstore.mail.ArrivalId;
import epostadm.mailstore.spool.DomainMri;
import epostadm.mailstore.store.MailStore;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where mails stand in the queue now, by the names of its files alone. docs/store-format.md, "Queue".
final class QueueSearch {

    private static final String ENVELOPE = ".rcp";
    private static final String BODY = ".msg";

    private final MailStore store;
    private final Set<ArrivalId> ids;
    private final List<TraceEvent> found = new ArrayList<>();

    QueueSearch(MailStore store, Set<ArrivalId> ids) {
        this.store = store;
        this.ids = ids;
    }

    List<TraceEvent> search() throws IOException {
        Path work = store.work();
        in(work.resolve("incoming"), ENVELOPE, Step.QUEUED, "");
        in(work.resolve("dead"), BODY, Step.DEAD, "");
        for (Path domain : entries(work.resolve("domains"))) {
            String name = domain.getFileName().toString();
            Optional<DomainMri> tried =
                    Files.isDirectory(domain, LinkOption.NOFOLLOW_LINKS) ? DomainMri.readIn(domain) : Optional.empty();
            int before = found.size();
            in(domain, ENVELOPE, Step.WAITING, name);
            if (tried.isPresent()) {
                found.subList(before, found.size()).replaceAll(event -> tried(event, tried.get()));
            }
        }
        return found;
    }

    private TraceEvent tried(TraceEvent event, DomainMri tried) {
        String text = event.text() + ", Try-number: " + tried.tryNumber() + ", Last-tried: " + tried.lastTried()
                + ", Err-code: " + tried.errCode();
        TraceEvent told = TraceEvent.of(event.at(), event.step(), event.id(), event.peer(), text);
        Optional<Meaning> number = tried.errCode().matches("\\d{2,5}")
                ? Meaning.socket(Integer.parseInt(tried.errCode()))
                : Optional.empty();
        return told.meaning(number.map(List::of).orElseGet(() -> Meaning.of(tried.errCode())));
    }

    private void in(Path directory, String ending, Step step, String peer) throws IOException {
        for (Path file : entries(directory)) {
            String name = file.getFileName().toString();
            if (name.toLowerCase(Locale.ROOT).endsWith(ending)
                    && LineIds.first(name).filter(ids::contains).isPresent()) {
                found.add(TraceEvent.of(
                        Optional.empty(),
                        step,
                        LineIds.firstText(name),
                        peer,
                        store.paths().relative(file)));
            }
        }
    }

    /// The mails of the queue whose header has that Message-ID.
    static Set<ArrivalId> carrying(MailStore store, String messageId) throws IOException {
        Set<ArrivalId> ids = new HashSet<>();
        for (String directory : List.of("incoming", "holding", "dead")) {
            for (Path file : entries(store.work().resolve(directory))) {
                String name = file.getFileName().toString();
                Optional<ArrivalId> id = LineIds.first(name);
                if (id.isPresent()
                        && name.toLowerCase(Locale.ROOT).endsWith(BODY)
                        && StoreSearch.header(file)
                                .flatMap(header -> header.first("Message-ID"))
                                .filter(messageId::equals)
                                .isPresent()) {
                    ids.add(id.get());
                }
            }
        }
        return ids;
    }

    private static List<Path> entries(Path directory) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
                stream.forEach(entries::add);
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        }
        entries.sort(null);
        return entries;
    }
}
