package epostadm.mailstore.mail;

import java.util.Locale;
import java.util.Set;

/// Names that Windows gives to devices, so that no file or directory can bear them, with or without an ending.
public final class WindowsNames {

    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private static final String FORBIDDEN = "<>:\"/\\|?*";

    private WindowsNames() {}

    /// Whether Windows could hold a file or directory of that name.
    public static boolean fit(String name) {
        return !reserved(name)
                && !name.endsWith(".")
                && !name.endsWith(" ")
                && name.chars().noneMatch(c -> c < ' ' || FORBIDDEN.indexOf(c) >= 0);
    }

    static boolean reserved(String name) {
        int dot = name.indexOf('.');
        String stem = dot < 0 ? name : name.substring(0, dot);
        return DEVICES.contains(stem.strip().toLowerCase(Locale.ROOT));
    }
}
