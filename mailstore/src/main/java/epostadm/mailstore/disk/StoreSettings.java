package epostadm.mailstore.disk;

import epostadm.mailstore.mail.AccountName;
import epostadm.mailstore.mail.DomainName;
import epostadm.mailstore.mail.Edition;
import epostadm.mailstore.mail.Layout;
import epostadm.mailstore.refusal.Refusal;
import epostadm.mailstore.refusal.RefusedException;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/// What the store's own settings file `.epostadm/store.properties` says; all of it may be absent, and is then found
/// out from the directories. Keys: `edition`, `layout.<domain>`, `account-name-length`.
public record StoreSettings(Optional<Edition> edition, Map<DomainName, Layout> layouts, int accountNameLength) {

    public static final StoreSettings NONE =
            new StoreSettings(Optional.empty(), Map.of(), AccountName.DEFAULT_MAX_LENGTH);

    private static final int LONGEST = 1 << 20;
    private static final String LAYOUT = "layout.";

    public StoreSettings {
        layouts = Map.copyOf(layouts);
    }

    public static StoreSettings read(StorePaths paths) throws IOException {
        Path file = paths.settings();
        Properties properties = new Properties();
        try (BufferedReader reader = reader(file)) {
            properties.load(reader);
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw unreadable(file, e.getMessage(), "key=value in UTF-8");
        }
        Optional<Edition> edition = Optional.empty();
        Map<DomainName, Layout> layouts = new TreeMap<>();
        int length = AccountName.DEFAULT_MAX_LENGTH;
        for (String key : properties.stringPropertyNames()) {
            String value = properties.getProperty(key).strip();
            if (key.equals("edition")) {
                edition = Optional.of(constant(file, key, value, Edition.values()));
            } else if (key.equals("account-name-length")) {
                length = length(file, value);
            } else if (key.startsWith(LAYOUT)) {
                DomainName domain = DomainName.parse(key.substring(LAYOUT.length()))
                        .orElseThrow(() -> unreadable(file, key, "layout.<domain>"));
                layouts.put(domain, constant(file, key, value, Layout.values()));
            } else {
                throw unreadable(file, key, "edition, layout.<domain>, account-name-length");
            }
        }
        return new StoreSettings(edition, layouts, length);
    }

    private static BufferedReader reader(Path file) throws IOException {
        InputStream bytes = new ByteArrayInputStream(RegularFile.read(file, LONGEST));
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()));
    }

    public void writeTo(OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        edition.ifPresent(value -> text.append("edition=").append(word(value)).append('\n'));
        new TreeMap<>(layouts)
                .forEach((domain, layout) ->
                        text.append(LAYOUT + domain + "=").append(word(layout)).append('\n'));
        if (accountNameLength != AccountName.DEFAULT_MAX_LENGTH) {
            text.append("account-name-length=").append(accountNameLength).append('\n');
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static <E extends Enum<E>> E constant(Path file, String key, String value, E[] constants)
            throws RefusedException {
        StringBuilder expected = new StringBuilder();
        for (E constant : constants) {
            if (word(constant).equals(value)) {
                return constant;
            }
            expected.append(expected.isEmpty() ? "" : ", ").append(word(constant));
        }
        throw unreadable(file, key + "=" + value, expected.toString());
    }

    private static int length(Path file, String value) throws RefusedException {
        String expected = "1 to " + AccountName.MAX_LENGTH;
        try {
            int length = Integer.parseInt(value);
            if (length >= 1 && length <= AccountName.MAX_LENGTH) {
                return length;
            }
        } catch (NumberFormatException e) {
            throw unreadable(file, value, expected);
        }
        throw unreadable(file, value, expected);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static RefusedException unreadable(Path file, String found, String expected) {
        return new RefusedException(new Refusal.Unreadable(file, 1, found, expected));
    }
}
