package epostadm.mailstore.yearend;

import com.fasterxml.jackson.core.JsonGenerator;
import epostadm.mailstore.account.AccountLine;
import epostadm.mailstore.account.Column;
import java.io.IOException;
import java.util.List;

/// What happens to whom, and the traps, as fields of a JSON object.
final class PlanJson {

    private final JsonGenerator json;

    PlanJson(JsonGenerator json) {
        this.json = json;
    }

    void write(PlannedYearEnd plan) throws IOException {
        totals(plan.totals());
        json.writeArrayFieldStart("traps");
        for (Trap trap : plan.traps()) {
            trap(trap);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("badLines");
        for (AccountLine.Invalid line : plan.badLines()) {
            json.writeStartObject();
            json.writeNumberField("line", line.line());
            json.writeStringField("column", word(line.column()));
            json.writeStringField("reason", PlanFile.word(line.reason()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("accounts");
        for (Fate fate : plan.fates()) {
            fate(fate);
        }
        json.writeEndArray();
    }

    private void totals(Totals totals) throws IOException {
        json.writeObjectFieldStart("totals");
        json.writeNumberField("before", totals.before());
        json.writeNumberField("after", totals.after());
        json.writeNumberField("joining", totals.joining());
        json.writeNumberField("inheriting", totals.inheriting());
        json.writeNumberField("staying", totals.staying());
        json.writeNumberField("changing", totals.changing());
        json.writeNumberField("leaving", totals.leaving());
        json.writeNumberField("remaining", totals.remaining());
        json.writeEndObject();
    }

    private void fate(Fate fate) throws IOException {
        FateRow row = FateRow.of(fate);
        json.writeStartObject();
        json.writeStringField("account", fate.name().text());
        json.writeStringField("fate", row.word());
        if (!row.mailbox().isEmpty()) {
            json.writeStringField("mailbox", row.mailbox());
        }
        if (!row.columns().isEmpty()) {
            json.writeArrayFieldStart("columns");
            for (ColumnChange change : row.columns()) {
                json.writeStartObject();
                json.writeStringField("column", word(change.column()));
                if (change.column() != Column.PASS) {
                    json.writeStringField("before", change.before());
                    json.writeStringField("after", change.after());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private void trap(Trap trap) throws IOException {
        json.writeStartObject();
        json.writeStringField("trap", trapWord(trap));
        json.writeBooleanField("blocks", trap.blocks());
        switch (trap) {
            case Trap.BadLines bad -> json.writeNumberField("lines", bad.lines());
            case Trap.UnusableMailbox unusable -> account(unusable.account().text());
            case Trap.FoundFolder found -> {
                account(found.account().text());
                json.writeStringField("mailbox", found.directory());
                json.writeNumberField("messages", found.messages());
                json.writeNumberField("bytes", found.bytes());
                texts("forwards", found.forwards());
                texts("controlFiles", found.controlFiles());
                json.writeBooleanField("putAside", found.putAside());
            }
            case Trap.SpeltOtherwise spelt -> {
                account(spelt.account().text());
                json.writeStringField("before", spelt.before());
            }
            case Trap.PerhapsSomebodyElse perhaps -> {
                account(perhaps.account().text());
                json.writeStringField("before", perhaps.before());
                json.writeStringField("after", perhaps.after());
            }
            case Trap.ColumnChanges changes -> {
                json.writeStringField("column", word(changes.column()));
                json.writeNumberField("accounts", changes.accounts());
                json.writeStringField("first", changes.first().text());
            }
            case Trap.ObfuscatedPassword obfuscated ->
                account(obfuscated.account().text());
            case Trap.StaysSuspended suspended -> account(suspended.account().text());
            case Trap.AliasToLeaver alias -> {
                account(alias.leaver().text());
                json.writeStringField("alias", alias.alias());
            }
            case Trap.NamedByMailbox named -> {
                account(named.leaver().text());
                json.writeStringField("by", named.by());
                json.writeStringField("place", PlanFile.word(named.place()));
            }
            case Trap.ShadowedByAlias shadowed -> {
                account(shadowed.account().text());
                json.writeStringField("target", shadowed.target());
            }
            case Trap.SharedMailbox shared -> {
                account(shared.leaver().text());
                texts("domains", shared.domains().stream().map(Object::toString).toList());
            }
            case Trap.ManyLeavers many -> {
                json.writeNumberField("leavers", many.leavers());
                json.writeNumberField("accounts", many.accounts());
            }
            case Trap.OverLicence over -> {
                json.writeNumberField("accounts", over.accounts());
                json.writeNumberField("aliases", over.aliases());
                json.writeNumberField("licence", over.licence());
            }
            case Trap.DiskTooSmall disk -> {
                json.writeNumberField("needed", disk.needed());
                json.writeNumberField("free", disk.free());
            }
            case Trap.OtherDomains other -> json.writeNumberField("lines", other.lines());
            case Trap.PasswordsFromApopDat from -> {
                json.writeNumberField("accounts", from.accounts());
                json.writeStringField("first", from.first().text());
            }
            case Trap.WithoutApopDat without -> json.writeNumberField("accounts", without.accounts());
        }
        json.writeEndObject();
    }

    private void account(String name) throws IOException {
        json.writeStringField("account", name);
    }

    private void texts(String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private static String word(Column column) {
        return PlanFile.word(column);
    }

    /// `FoundFolder` is `found-folder`.
    private static String trapWord(Trap trap) {
        return trap.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
