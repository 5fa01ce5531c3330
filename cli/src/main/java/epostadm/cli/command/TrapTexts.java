package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Failures;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.yearend.PlannedYearEnd;
import epostadm.mailstore.yearend.Trap;
import java.util.List;

/// The traps of a year-end change-over as sentences: what a plan would do, or what was done and is to be looked at
/// now.
final class TrapTexts {

    private final Texts messages;
    private final boolean made;

    private TrapTexts(Texts messages, boolean made) {
        this.messages = messages;
        this.made = made;
    }

    static TrapTexts ofPlan(Texts messages) {
        return new TrapTexts(messages, false);
    }

    /// Where the accounts are the vendor's, most of it is still to come.
    static TrapTexts ofOutcome(PlannedYearEnd plan, Texts messages) {
        return new TrapTexts(messages, !plan.vendorManaged());
    }

    String sentence(Trap trap) {
        return switch (trap) {
            case Trap.BadLines t -> t.leftOut() ? told("bad-lines-left-out", t.lines()) : say("bad-lines", t.lines());
            case Trap.UnusableMailbox t ->
                say("unusable-mailbox", t.account(), Failures.sentence(t.refusal(), messages));
            case Trap.FoundFolder t ->
                told(
                        t.putAside() ? "found-folder-put-aside" : "found-folder",
                        t.account(),
                        t.messages(),
                        ByteSize.text(t.bytes()),
                        t.forwards().isEmpty() ? messages.text("none") : String.join(", ", t.forwards()));
            case Trap.SpeltOtherwise t -> told("spelt-otherwise", t.account(), t.before());
            case Trap.PerhapsSomebodyElse t -> told("perhaps-somebody-else", t.account(), t.before(), t.after());
            case Trap.ColumnChanges t ->
                told("column-changes", BadLines.columnName(t.column()), t.accounts(), t.first());
            case Trap.ObfuscatedPassword t -> told("obfuscated-password", t.account());
            case Trap.StaysSuspended t -> told("stays-suspended", t.account());
            case Trap.AliasToLeaver t -> told("alias-to-leaver", t.leaver(), t.alias());
            case Trap.NamedByMailbox t ->
                messages.text(
                        (made ? "trap.made-named-by." : "trap.named-by.") + Tokens.of(t.place()), t.leaver(), t.by());
            case Trap.ShadowedByAlias t -> say("shadowed-by-alias", t.account(), t.target());
            case Trap.SharedMailbox t ->
                told(
                        "shared-mailbox",
                        t.leaver(),
                        String.join(
                                ", ", t.domains().stream().map(Object::toString).toList()));
            case Trap.ManyLeavers t -> told("many-leavers", t.leavers(), t.accounts());
            case Trap.OverLicence t -> say("over-licence", t.accounts(), t.aliases(), t.licence());
            case Trap.DiskTooSmall t -> say("disk-too-small", ByteSize.text(t.needed()), ByteSize.text(t.free()));
            case Trap.OtherDomains t -> told("other-domains", t.lines());
            case Trap.PasswordsFromApopDat t -> say("passwords-from-apop-dat", t.accounts(), t.first());
            case Trap.WithoutApopDat t -> told("without-apop-dat", t.accounts());
        };
    }

    List<String> sentences(List<Trap> traps) {
        return traps.stream().map(this::sentence).toList();
    }

    /// In the tense of the plan, or of what was made.
    private String told(String key, Object... facts) {
        return made ? messages.text("trap.made-" + key, facts) : say(key, facts);
    }

    private String say(String key, Object... facts) {
        return messages.text("trap." + key, facts);
    }
}
