package epostadm.cli.command;

import epostadm.cli.console.Texts;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.ResourceBundle;

/// The texts of one command as picocli looks them up: its own under their short names, then those of all commands.
final class HelpBundle extends ResourceBundle {

    private final Map<String, String> texts;

    HelpBundle(Texts help, String key) {
        this.texts = new HashMap<>(help.under("common."));
        this.texts.putAll(help.under(key + "."));
    }

    @Override
    protected Object handleGetObject(String key) {
        return texts.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(texts.keySet());
    }
}
