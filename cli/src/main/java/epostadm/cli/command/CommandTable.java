package epostadm.cli.command;

import static epostadm.cli.command.CommandTable.Access.CHANGES;
import static epostadm.cli.command.CommandTable.Access.CREATES;
import static epostadm.cli.command.CommandTable.Access.NO_STORE;
import static epostadm.cli.command.CommandTable.Access.READS;
import static epostadm.cli.command.CommandTable.Access.SERVES;
import static epostadm.cli.console.ExitCode.FINDINGS;
import static epostadm.cli.console.ExitCode.PARTLY_REJECTED;

import epostadm.cli.console.ExitCode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The table of contents: each command's words, its class, what it does to a store, and how else it may end.
///
/// Lists of commands are printed from this table and the texts alone; a command's class is built when it is named.
enum CommandTable {
    DEMO("demo", Demo::new, CREATES),
    STORE_INIT("store init", StoreInit::new, CREATES),
    STORE_INSPECT("store inspect", StoreInspect::new, READS, FINDINGS),
    STORE_EXPLAIN("store explain", StoreExplain::new, NO_STORE),
    STORE_STATS("store stats", StoreStats::new, READS, FINDINGS),
    STORE_REPAIR("store repair", StoreRepair::new, CHANGES, FINDINGS),
    STORE_ADOPT("store adopt", StoreAdopt::new, CHANGES),
    STORE_CONVERT("store convert", StoreConvert::new, CHANGES),
    ACCOUNTS_LIST("accounts list", AccountsList::new, READS),
    ACCOUNTS_SHOW("accounts show", AccountsShow::new, READS),
    ACCOUNTS_ADD("accounts add", AccountsAdd::new, CHANGES),
    ACCOUNTS_PASSWD("accounts passwd", AccountsPasswd::new, CHANGES),
    ACCOUNTS_REMOVE("accounts remove", AccountsRemove::new, CHANGES),
    ACCOUNTS_SUSPEND("accounts suspend", AccountsSuspend::new, CHANGES),
    ACCOUNTS_RESUME("accounts resume", AccountsResume::new, CHANGES),
    ACCOUNTS_RENAME("accounts rename", AccountsRename::new, CHANGES),
    ACCOUNTS_IMPORT("accounts import", AccountsImport::new, CHANGES, PARTLY_REJECTED),
    ACCOUNTS_EXPORT("accounts export", AccountsExport::new, READS, PARTLY_REJECTED),
    ACCOUNTS_DIFF("accounts diff", AccountsDiff::new, READS, FINDINGS, PARTLY_REJECTED),
    ACCOUNTS_RETIRE("accounts retire", AccountsRetire::new, CHANGES, PARTLY_REJECTED),
    ACCOUNTS_RESTORE("accounts restore", AccountsRestore::new, CHANGES),
    ACCOUNTS_PURGE("accounts purge", AccountsPurge::new, CHANGES),
    ALIASES_LIST("aliases list", AliasesList::new, READS),
    ALIASES_RESOLVE("aliases resolve", AliasesResolve::new, READS, FINDINGS),
    ALIASES_CHECK("aliases check", AliasesCheck::new, READS, FINDINGS),
    ALIASES_ADD("aliases add", AliasesAdd::new, CHANGES),
    ALIASES_REMOVE("aliases remove", AliasesRemove::new, CHANGES),
    ALIASES_IMPORT("aliases import", AliasesImport::new, CHANGES, PARTLY_REJECTED),
    ALIASES_EXPORT("aliases export", AliasesExport::new, READS),
    YEAR_END_PLAN("year-end plan", YearEndPlan::new, READS, FINDINGS, PARTLY_REJECTED),
    YEAR_END_APPLY("year-end apply", YearEndApply::new, CHANGES, PARTLY_REJECTED),
    YEAR_END_STATUS("year-end status", YearEndStatus::new, READS, FINDINGS),
    YEAR_END_RESUME("year-end resume", YearEndResume::new, CHANGES),
    YEAR_END_UNDO("year-end undo", YearEndUndo::new, CHANGES),
    YEAR_END_VERIFY("year-end verify", YearEndVerify::new, CHANGES, FINDINGS),
    YEAR_END_FINISH("year-end finish", YearEndFinish::new, CHANGES),
    INBOX_STATUS("inbox status", InboxStatus::new, READS, FINDINGS),
    INBOX_RESET_UID("inbox reset-uid", InboxResetUid::new, CHANGES),
    LOGS_TRACE("logs trace", LogsTrace::new, READS, FINDINGS),
    LOGS_SUMMARY("logs summary", LogsSummary::new, READS, FINDINGS),
    LOGS_UID_REQUESTS("logs uid-requests", LogsUidRequests::new, READS, FINDINGS),
    DNS_CHECK("dns check", DnsCheckCommand::new, NO_STORE, FINDINGS),
    CHANGES_LIST("changes list", ChangesList::new, READS),
    CHANGES_SHOW("changes show", ChangesShow::new, READS),
    CHANGES_UNDO("changes undo", ChangesUndo::new, CHANGES),
    CHANGES_RESUME("changes resume", ChangesResume::new, CHANGES),
    CHANGES_PURGE("changes purge", ChangesPurge::new, CHANGES),
    QUEUE_LIST("queue list", QueueList::new, READS),
    QUEUE_SHOW("queue show", QueueShow::new, READS),
    QUEUE_RETRY("queue retry", QueueEditing.Retry::new, CHANGES, PARTLY_REJECTED),
    QUEUE_HOLD("queue hold", QueueEditing.Hold::new, CHANGES, PARTLY_REJECTED),
    QUEUE_RELEASE("queue release", QueueEditing.Release::new, CHANGES, PARTLY_REJECTED),
    QUEUE_REMOVE("queue remove", QueueEditing.Remove::new, CHANGES, PARTLY_REJECTED),
    QUEUE_BOUNCE("queue bounce", QueueEditing.BounceThem::new, CHANGES, PARTLY_REJECTED),
    QUEUE_RESURRECT("queue resurrect", QueueEditing.Resurrect::new, CHANGES, PARTLY_REJECTED),
    QUEUE_CHECK("queue check", QueueCheckCommand::new, READS, FINDINGS),
    SERVE("serve", Serve::new, SERVES),
    EXIT_CODES("exit-codes", ExitCodesCommand::new, NO_STORE);

    /// What a command does to the store; it settles the common options and the ways in which the command can end.
    enum Access {
        NO_STORE(ExitCode.OK, ExitCode.USAGE, ExitCode.OUR_FAULT),
        /// Makes a store where there was none, in a directory that is a parameter.
        CREATES(ExitCode.OK, ExitCode.USAGE, ExitCode.CANNOT_READ_OR_WRITE, ExitCode.OUR_FAULT, ExitCode.INTERRUPTED),
        READS(
                ExitCode.OK,
                ExitCode.USAGE,
                ExitCode.NO_STORE,
                ExitCode.FOREIGN_FORMAT,
                ExitCode.CANNOT_READ_OR_WRITE,
                ExitCode.OUR_FAULT),
        /// Runs until it is stopped; others may change the store meanwhile.
        SERVES(
                ExitCode.OK,
                ExitCode.USAGE,
                ExitCode.NO_STORE,
                ExitCode.STORE_IN_USE,
                ExitCode.FOREIGN_FORMAT,
                ExitCode.CANNOT_READ_OR_WRITE,
                ExitCode.CHANGE_INTERRUPTED,
                ExitCode.OUR_FAULT),
        CHANGES(
                ExitCode.OK,
                ExitCode.USAGE,
                ExitCode.NO_STORE,
                ExitCode.STORE_IN_USE,
                ExitCode.FOREIGN_FORMAT,
                ExitCode.CANNOT_READ_OR_WRITE,
                ExitCode.CHANGE_INTERRUPTED,
                ExitCode.OUR_FAULT,
                ExitCode.INTERRUPTED);

        private final Set<ExitCode> codes;

        Access(ExitCode... codes) {
            this.codes = EnumSet.copyOf(List.of(codes));
        }

        /// Such commands take `--domain`.
        boolean choosesDomain() {
            return this == READS || this == CHANGES;
        }

        /// Such commands take `--store`.
        boolean opensStore() {
            return this == READS || this == SERVES || this == CHANGES;
        }

        /// Such commands take `--dry-run` and `--yes`.
        boolean changes() {
            return this == CREATES || this == CHANGES;
        }
    }

    private final String words;
    private final Supplier<Subcommand> constructor;
    private final Access access;
    private final Set<ExitCode> exitCodes;

    CommandTable(String words, Supplier<Subcommand> constructor, Access access, ExitCode... further) {
        this.words = words;
        this.constructor = constructor;
        this.access = access;
        this.exitCodes = EnumSet.copyOf(access.codes);
        this.exitCodes.addAll(Arrays.asList(further));
    }

    /// The command that the first one or two of `arguments` name.
    static Optional<CommandTable> named(List<String> arguments) {
        return Arrays.stream(values()).filter(row -> row.matches(arguments)).findFirst();
    }

    private boolean matches(List<String> arguments) {
        String typed = String.join(" ", arguments.subList(0, Math.min(wordCount(), arguments.size())));
        return words.equals(typed);
    }

    /// As typed after `epostadm`: entity and action, or one word.
    String words() {
        return words;
    }

    int wordCount() {
        return words.indexOf(' ') < 0 ? 1 : 2;
    }

    /// What the command is about, which is its first word.
    String entity() {
        int space = words.indexOf(' ');
        return space < 0 ? words : words.substring(0, space);
    }

    /// What the command does; the last word.
    String action() {
        return words.substring(words.indexOf(' ') + 1);
    }

    /// The prefix of the command's texts.
    String key() {
        return words.replace(' ', '.');
    }

    Access access() {
        return access;
    }

    /// In ascending order.
    Set<ExitCode> exitCodes() {
        return exitCodes;
    }

    Subcommand create() {
        return constructor.get();
    }
}
