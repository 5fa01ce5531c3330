package epostadm.cli;

import epostadm.fixtures.SampleStores;
import epostadm.mailstore.account.PasswordScheme;
import epostadm.mailstore.change.AccountImport;
import epostadm.mailstore.change.ExclusiveStore;
import epostadm.mailstore.change.ImportMode;
import epostadm.mailstore.change.ImportText;
import epostadm.mailstore.change.Retirement;
import epostadm.mailstore.change.UidReset;
import epostadm.mailstore.journal.ChangePlan;
import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.FolderName;
import epostadm.mailstore.store.Account;
import epostadm.mailstore.store.MailStore;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import epostadm.mailstore.yearend.PlanFile;
import epostadm.mailstore.yearend.Wish;
import epostadm.mailstore.yearend.YearEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A process of its own that makes one change to a store and dies at the n-th sign of life of it: no `finally`
/// runs, no stream is closed, and the lock falls with the process. Arguments: store, operation, n.
final class KilledRun {

    static final int KILLED = 137;

    private static final Instant NOW = Instant.parse("2027-04-01T09:00:00Z");
    private static final DomainName DOMAIN = new DomainName("kaisha.example.jp");
    private static final AccountName SATO = new AccountName("sato.k");

    private KilledRun() {}

    public static void main(String[] arguments) throws IOException {
        MailStore store = MailStore.open(Path.of(arguments[0]));
        Progress progress = new Dying(Integer.parseInt(arguments[2]));
        try (ExclusiveStore exclusive = ExclusiveStore.take(
                store,
                ExclusiveStore.Services.MAY_RUN,
                "a process that will die",
                InstantSource.fixed(NOW),
                progress,
                Cancellation.NONE)) {
            exclusive.execute(plan(arguments[1], store));
        }
    }

    private static ChangePlan plan(String operation, MailStore store) throws IOException {
        Account sato = store.account(SATO, DOMAIN);
        UidReset reset = new UidReset(store, NOW, Progress.NONE);
        return switch (operation) {
            case "import" -> importing(store);
            case "retire" ->
                new Retirement(store, DOMAIN, NOW, Progress.NONE)
                        .retire(List.of(SATO, new AccountName("ito.s"), new AccountName("suzuki.m")))
                        .change();
            case "rename" ->
                reset.rename(sato, FolderName.INBOX, Optional.empty()).change();
            case "renumber" -> reset.renumber(sato, FolderName.INBOX).change();
            case "year-end" -> yearEnd(store);
            default -> throw new IllegalArgumentException(operation);
        };
    }

    /// The company's accounts of the next year.
    private static ChangePlan yearEnd(MailStore store) throws IOException {
        Path file = SampleStores.directory("company").resolve("accounts.txt");
        ImportText text = ImportText.read(file, Optional.empty(), store.accountNameLength(), Progress.NONE);
        Wish wish = new Wish(
                Wish.Leavers.RETIRE,
                Wish.Stayers.APPLY,
                Wish.FoundFolders.PUT_ASIDE,
                PasswordScheme.PLAIN,
                false,
                false,
                0);
        YearEnd yearEnd = new YearEnd(store, DOMAIN, wish, NOW, Progress.NONE);
        Path plan = store.work().resolveSibling(store.work().getFileName() + "-plan.json");
        try (OutputStream out = Files.newOutputStream(plan)) {
            PlanFile.write(yearEnd.plan(text), out);
        }
        return yearEnd.ready(text, PlanFile.read(plan)).change();
    }

    /// The first of the company's accounts, in place of those that the store has.
    private static ChangePlan importing(MailStore store) throws IOException {
        Path file = SampleStores.directory("company").resolve("accounts.txt");
        ImportText text = ImportText.read(file, Optional.empty(), store.accountNameLength(), Progress.NONE);
        AccountImport.Options options =
                new AccountImport.Options(ImportMode.REPLACE, true, PasswordScheme.PLAIN, "20270401");
        return new AccountImport(store, DOMAIN, options, Progress.NONE)
                .plan(text)
                .change();
    }

    /// Counts the signs of life.
    private static final class Dying implements Progress {

        private int left;

        Dying(int calls) {
            this.left = calls;
        }

        private void live() {
            left--;
            if (left == 0) {
                Runtime.getRuntime().halt(KILLED);
            }
        }

        @Override
        public void start(Phase phase, long total) {
            live();
        }

        @Override
        public void step(long count) {
            live();
        }

        @Override
        public void finish() {
            live();
        }
    }
}
