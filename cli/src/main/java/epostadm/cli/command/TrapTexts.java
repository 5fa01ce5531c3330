package epostadm.cli.command;

import epostadm.cli.console.ByteSize;
import epostadm.cli.console.Failures;
import epostadm.cli.console.Texts;
import epostadm.cli.console.Tokens;
import epostadm.mailstore.yearend.Trap;
import java.util.List;

/// The traps of a year-end change-over as sentences.
final class TrapTexts {

    private final Texts messages;

    TrapTexts(Texts messages) {
        this.messages = messages;
    }

    String sentence(Trap trap) {
        return switch (trap) {
            case Trap.BadLines t -> say(t.leftOut() ? "bad-lines-left-out" : "bad-lines", t.lines());
            case Trap.UnusableMailbox t ->
                say("unusable-mailbox", t.account(), Failures.sentence(t.refusal(), messages));
            case Trap.FoundFolder t ->
                say(
                        t.putAside() ? "found-folder-put-aside" : "found-folder",
                        t.account(),
                        t.messages(),
                        ByteSize.text(t.bytes()),
                        t.forwards().isEmpty() ? messages.text("none") : String.join(", ", t.forwards()));
            case Trap.SpeltOtherwise t -> say("spelt-otherwise", t.account(), t.before());
            case Trap.PerhapsSomebodyElse t -> say("perhaps-somebody-else", t.account(), t.before(), t.after());
            case Trap.ColumnChanges t ->
                say("column-changes", BadLines.columnName(t.column()), t.accounts(), t.first());
            case Trap.ObfuscatedPassword t -> say("obfuscated-password", t.account());
            case Trap.StaysSuspended t -> say("stays-suspended", t.account());
            case Trap.AliasToLeaver t -> say("alias-to-leaver", t.leaver(), t.alias());
            case Trap.NamedByMailbox t -> messages.text("trap.named-by." + Tokens.of(t.place()), t.leaver(), t.by());
            case Trap.ShadowedByAlias t -> say("shadowed-by-alias", t.account(), t.target());
            case Trap.SharedMailbox t ->
                say(
                        "shared-mailbox",
                        t.leaver(),
                        String.join(
                                ", ", t.domains().stream().map(Object::toString).toList()));
            case Trap.ManyLeavers t -> say("many-leavers", t.leavers(), t.accounts());
            case Trap.OverLicence t -> say("over-licence", t.accounts(), t.aliases(), t.licence());
            case Trap.DiskTooSmall t -> say("disk-too-small", ByteSize.text(t.needed()), ByteSize.text(t.free()));
            case Trap.OtherDomains t -> say("other-domains", t.lines());
            case Trap.PasswordsFromApopDat t -> say("passwords-from-apop-dat", t.accounts(), t.first());
            case Trap.WithoutApopDat t -> say("without-apop-dat", t.accounts());
        };
    }

    List<String> sentences(List<Trap> traps) {
        return traps.stream().map(this::sentence).toList();
    }

    private String say(String key, Object... facts) {
        return messages.text("trap." + key, facts);
    }
}
