package epostadm.cli.console;

import epostadm.mailstore.refusal.Refusal;
import java.util.List;
import java.util.stream.Collectors;

/// Puts what the library refuses into words: an exit code, a sentence, and what to type next.
final class StoreRefusals {

    private static final int SHOWN = 5;
    /// Where each has to be looked after.
    private static final int NAMED = 20;

    private final Texts texts;

    StoreRefusals(Texts texts) {
        this.texts = texts;
    }

    epostadm.cli.console.Refusal tell(Refusal refusal) {
        return switch (refusal) {
            case Refusal.NoSuchStore r ->
                say(ExitCode.NO_STORE, "epostadm store init DIR --domain D", "no-such-store", r.directory());
            case Refusal.EmptyDirectory r -> say(ExitCode.NO_STORE, "", "empty-directory", r.directory());
            case Refusal.NotAStore r -> say(ExitCode.NO_STORE, "", "not-a-store", r.directory());
            case Refusal.DirectoryNotEmpty r -> say(ExitCode.USAGE, "", "directory-not-empty", r.directory());
            case Refusal.StoreInUse r -> say(ExitCode.STORE_IN_USE, "", "store-in-use", r.lock(), r.holder());
            case Refusal.StoreServed r -> say(ExitCode.STORE_IN_USE, "", "store-served", r.lock(), r.holder());
            case Refusal.ChangeInterrupted r ->
                say(
                        ExitCode.CHANGE_INTERRUPTED,
                        next("next.resume-or-undo", r.change()),
                        "change-interrupted",
                        r.change());
            case Refusal.UnknownChange r -> say(ExitCode.USAGE, "epostadm changes list", "unknown-change", r.change());
            case Refusal.ChangeNotOpen r -> changeNotOpen(r);
            case Refusal.ChangeConflict r ->
                say(
                        ExitCode.CHANGE_INTERRUPTED,
                        "epostadm changes show " + r.change(),
                        "change-conflict",
                        r.change(),
                        some(r.paths()));
            case Refusal.VendorManaged r ->
                say(ExitCode.FOREIGN_FORMAT, "epostadm store adopt --help", "vendor-managed", r.index());
            case Refusal.NoAccountIndex r ->
                say(ExitCode.FOREIGN_FORMAT, "epostadm store adopt --help", "no-account-index", r.index(), r.domain());
            case Refusal.Unreadable r ->
                say(ExitCode.FOREIGN_FORMAT, "", "unreadable", r.file(), r.line(), r.found(), r.expected());
            case Refusal.DomainNeeded r -> say(ExitCode.USAGE, "", "domain-needed", some(r.domains()));
            case Refusal.UnknownDomain r -> say(ExitCode.USAGE, "", "unknown-domain", r.domain(), some(r.domains()));
            case Refusal.UnknownAccount r -> unknownAccount(r);
            case Refusal.AccountExists r -> say(ExitCode.USAGE, "", "account-exists", r.account(), r.domain());
            case Refusal.BadAccountName r ->
                say(ExitCode.USAGE, "", "bad-account-name", r.text(), texts.text("flaw." + Tokens.of(r.flaw())));
            case Refusal.UnknownAlias r -> say(ExitCode.USAGE, "epostadm aliases list", "unknown-alias", r.alias());
            case Refusal.NothingToChange r -> say(ExitCode.USAGE, "", "nothing-to-change", r.subject());
            case Refusal.UnknownFolder r ->
                say(ExitCode.USAGE, "epostadm accounts show " + r.account(), "unknown-folder", r.account(), r.folder());
            case Refusal.BadFolderName r ->
                say(ExitCode.USAGE, "", "bad-folder-name", r.name(), texts.text("folder-flaw." + Tokens.of(r.flaw())));
            case Refusal.NameTaken r -> say(ExitCode.USAGE, "", "name-taken", r.path());
            case Refusal.UidValidityExhausted r ->
                say(ExitCode.FOREIGN_FORMAT, "", "uidvalidity-exhausted", r.folder());
            case Refusal.CaseTwins r ->
                say(ExitCode.FOREIGN_FORMAT, "epostadm store inspect", "case-twins", r.account(), some(r.folders()));
            case Refusal.SharedMailbox r ->
                say(ExitCode.USAGE, "", "shared-mailbox", r.account(), r.mailbox(), some(r.domains()));
            case Refusal.OtherVolume r -> say(ExitCode.CANNOT_READ_OR_WRITE, "", "other-volume", r.path(), r.ours());
            case Refusal.LeadsOutOfStore r -> say(ExitCode.FOREIGN_FORMAT, "", "leads-out-of-store", r.path());
            case Refusal.NotRetired r -> say(ExitCode.USAGE, "", "not-retired", r.account(), r.domain());
            case Refusal.VerificationFailed r ->
                say(ExitCode.OUR_FAULT, "", "verification-failed", r.path(), r.found(), r.expected());
            case Refusal.Cancelled _ -> say(ExitCode.INTERRUPTED, "", "cancelled");
            case Refusal.PlanOutdated r ->
                say(
                        ExitCode.USAGE,
                        "epostadm year-end plan FILE --out " + r.plan(),
                        "plan-outdated",
                        r.plan(),
                        texts.text("plan-part." + Tokens.of(r.part())));
            case Refusal.PlanBlocked r ->
                say(
                        ExitCode.PARTLY_REJECTED,
                        "epostadm year-end plan " + r.file(),
                        "plan-blocked",
                        r.file(),
                        r.blocks());
            case Refusal.QueuedTwice r ->
                say(ExitCode.USAGE, "epostadm queue remove --help", "queued-twice", r.id(), some(r.envelopes(), NAMED));
            case Refusal.NoYearEnd r -> say(ExitCode.USAGE, "epostadm changes list", "no-year-end", r.domain());
            case Refusal.Unconvertible r ->
                new epostadm.cli.console.Refusal(
                        ExitCode.USAGE, texts.text("unconvertible." + Tokens.of(r.obstacle()), some(r.names(), NAMED)));
            case Refusal.UnknownEncoding r ->
                say(ExitCode.PARTLY_REJECTED, "", "unknown-encoding", r.file(), r.line(), r.found());
        };
    }

    private epostadm.cli.console.Refusal unknownAccount(Refusal.UnknownAccount r) {
        return r.similar().isEmpty()
                ? say(ExitCode.USAGE, "epostadm accounts list", "unknown-account", r.account(), r.domain())
                : say(ExitCode.USAGE, "", "unknown-account-similar", r.account(), r.domain(), some(r.similar()));
    }

    private epostadm.cli.console.Refusal changeNotOpen(Refusal.ChangeNotOpen r) {
        String state = texts.text("state." + r.state());
        return say(ExitCode.USAGE, "epostadm changes list", "change-not-open", r.change(), state);
    }

    private epostadm.cli.console.Refusal say(ExitCode code, String next, String key, Object... arguments) {
        return new epostadm.cli.console.Refusal(code, texts.text("refusal." + key, arguments), next);
    }

    private String next(String key, Object... arguments) {
        return texts.text(key, arguments);
    }

    /// The first few of a list, and how many more there are.
    private String some(List<?> values) {
        return some(values, SHOWN);
    }

    private String some(List<?> values, int most) {
        if (values.isEmpty()) {
            return texts.text("none");
        }
        String shown = values.stream().limit(most).map(Object::toString).collect(Collectors.joining(", "));
        return values.size() <= most ? shown : texts.text("and-more", shown, values.size() - most);
    }
}
