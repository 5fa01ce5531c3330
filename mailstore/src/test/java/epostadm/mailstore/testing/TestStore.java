package epostadm.mailstore.testing;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import epostadm.mailstore.account.AccountEntry;
import epostadm.mailstore.account.AccountIndex;
import epostadm.mailstore.account.AccountState;
import epostadm.mailstore.account.Password;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.StoreSettings;
import epostadm.mailstore.disk.UidFile;
import epostadm.mailstore.disk.UidValidityFile;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.journal.ChangeSummary;
import epostadm.mailstore.journal.Changes;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A mail store for a test, written as it is described:
///
/// ```java
/// TestStore store = store(BSD).domain("a.example")
///         .account("sato").mail("INBOX", uid(1), uid(4).flags("100000")).mail("下書き")
///         .account("suzuki").apop("secret");
/// ```
///
/// Each call speaks of the domain, the account and the folder named last. An account has no mailbox until something
/// is put into it. Folders have `uid` and `uidvalidity` as a healthy one has, and a later call overwrites them.
public final class TestStore implements AutoCloseable {

    /// The UIDVALIDITY of every folder that is not told another one.
    public static final long UID_VALIDITY = 1_000;

    /// When everything is done to it.
    public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

    private static final AccountEntry PLAIN_ACCOUNT = new AccountEntry(
            new AccountName("x"),
            new Password("PLAIN", "pass1234"),
            "",
            "",
            false,
            false,
            0,
            true,
            true,
            AccountState.ACTIVE);

    private final Path work;
    private final Edition edition;
    private final Layout layout;
    private final Map<DomainName, Layout> domains = new TreeMap<>();
    private final Map<DomainName, AccountIndex> indexes = new TreeMap<>();
    private DomainName domain = new DomainName("a.example");
    private String mailbox = "";
    private AccountName account = new AccountName("nobody");
    private Path folder;
    private boolean closesFileSystem;

    private TestStore(Path work, Edition edition, Layout layout) {
        this.work = work;
        this.edition = edition;
        this.layout = layout;
        this.folder = work;
    }

    /// A store in memory, on a file system such as the edition runs on, with its mailboxes split by domain.
    public static TestStore store(Edition edition) {
        return store(edition, Layout.PER_DOMAIN);
    }

    public static TestStore store(Edition edition, Layout layout) {
        return store(edition, layout, edition == Edition.WINDOWS ? Configuration.windows() : Configuration.unix());
    }

    /// A store in memory, on a file system of that kind.
    public static TestStore store(Edition edition, Layout layout, Configuration configuration) {
        FileSystem memory = Jimfs.newFileSystem(configuration);
        Path root = memory.getRootDirectories().iterator().next();
        TestStore store = at(root.resolve("mail"), edition, layout);
        store.closesFileSystem = true;
        return store;
    }

    /// A store in a new directory of any file system.
    public static TestStore at(Path work, Edition edition, Layout layout) {
        return new TestStore(work, edition, layout).writing(() -> {
            Files.createDirectories(work.resolve("inbox"));
            Files.createDirectories(work.resolve("db"));
        });
    }

    /// A domain with an empty index, or the one that was there.
    public TestStore domain(String name) {
        domain = new DomainName(name);
        domains.put(domain, layout);
        indexes.putIfAbsent(domain, AccountIndex.empty(domain));
        return writing(() -> {
            Files.createDirectories(work.resolve(".epostadm"));
            StoreSettings settings = new StoreSettings(Optional.of(edition), domains, AccountName.DEFAULT_MAX_LENGTH);
            AtomicFile.write(work.resolve(".epostadm").resolve("store.properties"), settings::writeTo);
            Files.createDirectories(roots());
            writeIndex();
        });
    }

    /// An account with password `pass1234`, POP3 and IMAP4 alone, and the server's size limit.
    public TestStore account(String name) {
        account = new AccountName(name);
        mailbox = name;
        return entry(_ -> PLAIN_ACCOUNT.withName(account));
    }

    /// Changes the account's line, and nothing in its mailbox.
    public TestStore entry(UnaryOperator<AccountEntry> change) {
        AccountIndex index = indexes.get(domain);
        AccountEntry present = index.find(account).orElse(PLAIN_ACCOUNT);
        indexes.put(domain, index.with(List.of(change.apply(present))));
        return writing(this::writeIndex);
    }

    /// Gives the account SMTP-AUTH and APOP, with this password in its line and in `apop.dat`.
    public TestStore apop(String password) {
        entry(e -> new AccountEntry(
                e.name(),
                new Password("PLAIN", password),
                e.fullName(),
                e.home(),
                true,
                true,
                e.sizeLimit(),
                e.pop3(),
                e.imap4(),
                e.state()));
        return file("apop.dat", password + edition.lineEnd());
    }

    /// Gives the account a size limit, in its line and in `size.ctl`.
    public TestStore sizeLimit(long bytes) {
        entry(e -> new AccountEntry(
                e.name(),
                e.password(),
                e.fullName(),
                e.home(),
                e.smtpAuth(),
                e.apop(),
                bytes,
                e.pop3(),
                e.imap4(),
                e.state()));
        return file("size.ctl", Long.toString(bytes));
    }

    /// A mailbox root, of the account or, under another name, of nobody: put aside, a twin, a left-over.
    public TestStore mailbox(String directoryName) {
        mailbox = directoryName;
        return mailbox();
    }

    /// The account's mailbox root, empty.
    public TestStore mailbox() {
        return writing(() -> Files.createDirectories(root()));
    }

    /// A file of the mailbox root.
    public TestStore file(String name, String text) {
        return mailbox().writing(() -> write(root().resolve(name), text));
    }

    /// Mail in the mailbox root.
    public TestStore arrival(String queueId) {
        return file(queueId + ".MSG", "Subject: " + queueId + "\r\n\r\nArrived.\r\n.\r\n")
                .writing(() -> Files.setLastModifiedTime(
                        root().resolve(queueId + ".MSG"), FileTime.from(NOW.minus(Duration.ofDays(1)))));
    }

    /// A folder by its decoded name, with these messages and those that it had.
    public TestStore mail(String folderName, TestMessage... messages) {
        folder = root();
        for (String name : FolderName.parse(folderName).orElseThrow().directoryNames(edition)) {
            folder = folder.resolve(name);
        }
        return writing(() -> {
            Files.createDirectories(folder);
            for (TestMessage message : messages) {
                message.writeTo(folder);
            }
            long next = Arrays.stream(messages)
                    .mapToLong(message -> message.uid().value() + 1)
                    .max()
                    .orElse(1);
            write(folder.resolve(UidFile.NAME), Long.toString(next));
            write(folder.resolve(UidValidityFile.NAME), Long.toString(UID_VALIDITY));
        });
    }

    public TestStore uidNext(long next) {
        return folderFile(UidFile.NAME, Long.toString(next));
    }

    public TestStore uidValidity(long value) {
        return folderFile(UidValidityFile.NAME, Long.toString(value));
    }

    /// As the vendor's server has it.
    public TestStore noUidValidity() {
        return writing(() -> Files.delete(folder.resolve(UidValidityFile.NAME)));
    }

    /// A file of the folder.
    public TestStore folderFile(String name, String text) {
        return writing(() -> write(folder.resolve(name), text));
    }

    /// The alias table, with a tab for every blank.
    public TestStore aliases(String... lines) {
        String text =
                Stream.of(lines).map(line -> line.replace(' ', '\t') + "\r\n").reduce("", String::concat);
        return writing(() -> write(work.resolve("db").resolve("aliases.txt"), text));
    }

    /// Any file, by its relative name with `/`.
    public TestStore put(String name, String text) {
        return writing(() -> {
            Files.createDirectories(path(name).getParent());
            write(path(name), text);
        });
    }

    public Path work() {
        return work;
    }

    /// What a relative name with `/` means.
    public Path path(String name) {
        Path path = work;
        for (String component : name.split("/")) {
            path = path.resolve(component);
        }
        return path;
    }

    /// The bytes of a file, one char each.
    public String read(String name) {
        return reading(() -> Files.readString(path(name), StandardCharsets.ISO_8859_1));
    }

    /// The names in a directory, sorted.
    public List<String> names(String directory) {
        return reading(() -> {
            try (Stream<Path> entries = Files.list(path(directory))) {
                return entries.map(entry -> entry.getFileName().toString())
                        .sorted()
                        .toList();
            }
        });
    }

    public StoreTree tree() {
        return reading(() -> StoreTree.of(work));
    }

    /// The store, opened anew.
    public MailStore open() {
        return reading(() -> MailStore.open(work));
    }

    /// The domain named last.
    public DomainName domain() {
        return domain;
    }

    /// The domain's index as it is on disk now.
    public AccountIndex index() {
        return reading(() -> open().accounts(domain));
    }

    /// An account of the domain, as it is on disk now.
    public Account find(String name) {
        return reading(() -> open().account(new AccountName(name), domain));
    }

    /// Makes a change and returns its id.
    public String make(ChangePlan plan) throws IOException {
        return changes(Progress.NONE).execute(plan);
    }

    public void undo(String change) throws IOException {
        changes(Progress.NONE).undo(change);
    }

    /// The change that was cut short, if one was.
    public Optional<ChangeSummary> openChange() {
        return reading(() -> open().changes().open());
    }

    /// What makes changes to this store, always at [#NOW].
    public Changes changes(Progress progress) {
        return new Changes(open().paths(), InstantSource.fixed(NOW), progress, Cancellation.NONE);
    }

    /// Closes the file system where it was made for this store.
    @Override
    public void close() {
        if (closesFileSystem) {
            writing(() -> work.getFileSystem().close());
        }
    }

    private Path roots() {
        Path inbox = work.resolve("inbox");
        return layout == Layout.COMMON ? inbox : inbox.resolve(domain.text());
    }

    private Path root() {
        return roots().resolve(mailbox);
    }

    private void writeIndex() throws IOException {
        AtomicFile.write(work.resolve("db").resolve(domain + ".idx"), indexes.get(domain)::writeTo);
    }

    private static void write(Path file, String text) throws IOException {
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read() throws IOException;
    }

    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private TestStore writing(Writing writing) {
        return reading(() -> {
            writing.write();
            return this;
        });
    }

    /// What goes wrong is thrown as it is, though unannounced, so that tests need not speak of it.
    private static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw TestStore.<RuntimeException>unannounced(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unannounced(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
