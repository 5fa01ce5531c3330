package epostadm.bench;

import epostadm.fixtures.Seeded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// The messages of the IMAP benchmarks: the number alone decides what is in one, so that whoever fetches it can say
/// what must have come, and in which order they sort.
final class ImapMessages {

    /// Stands in the text of one message of each [#RARE_EVERY].
    static final String RARE = "zanshin";

    static final int RARE_EVERY = 20_000;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss '+0900'", Locale.ENGLISH);
    private static final long FIRST = 1_700_000_000;
    private static final int TOPICS = 100_003;
    private static final int MINUTES = 1_000_003;
    private static final List<String> NAMES = List.of("hanako", "taro", "jiro", "sakura", "ichiro");
    private static final List<String> LINES = List.of(
            "sakura no hana ga saku koro ni mata aimashou",
            "Best regards, and see you on Monday.",
            ".NET and other words that start with a dot",
            "The meeting is in the big room at ten; bring the papers of the last one.",
            "furuike ya kawazu tobikomu mizu no oto");

    private final int size;

    /// `size` is the mean of the octets of a message.
    ImapMessages(int size) {
        this.size = size;
    }

    /// Different for each number below 100,003.
    static int topic(int number) {
        return (int) (number * 7919L % TOPICS);
    }

    /// Of the Date field, in seconds since 1970.
    static long sent(int number) {
        return FIRST + 60 * (number * 104_729L % MINUTES);
    }

    /// When it arrived, in seconds since 1970.
    static long arrived(int number) {
        return FIRST + number;
    }

    /// Whether the subject is Japanese; such ones sort behind all others.
    static boolean japanese(int number) {
        return number % 4 == 1;
    }

    /// The Subject field as it stands in the message.
    static String subject(int number) {
        if (!japanese(number)) {
            return "%sTopic %06d number %d".formatted(number % 3 == 0 ? "Re: " : "", topic(number), number);
        }
        String text = "話題 %06d number %d".formatted(topic(number), number);
        Charset charset = number % 8 == 1 ? StandardCharsets.UTF_8 : Charset.forName("ISO-2022-JP");
        String encoded = Base64.getEncoder().encodeToString(text.getBytes(charset));
        return "=?" + charset.name() + "?B?" + encoded + "?=";
    }

    /// The number out of a Message-ID field or the whole of a message; 0 where there is none.
    static int numberIn(String text) {
        int at = text.indexOf("<number.");
        return at < 0 ? 0 : Integer.parseInt(text, at + 8, text.indexOf('@', at), 10);
    }

    byte[] message(int number) {
        Seeded random = Seeded.of(number);
        int length = random.between(size / 2, size + size / 2);
        StringBuilder text = new StringBuilder(length + 500);
        String name = NAMES.get(number % NAMES.size());
        text.append(
                        "Received: from mx.example.jp (mx.example.jp [192.0.2.1])\r\n\tby mail.bench.example.jp with ESMTP; ")
                .append(date(arrived(number)))
                .append("\r\nFrom: ")
                .append(name)
                .append(" <")
                .append(name)
                .append("@example.jp>\r\n")
                .append("To: s0000000@bench.example.jp, \"Yamada, Taro\" <taro@bench.example.jp>\r\n")
                .append("Date: ")
                .append(date(sent(number)))
                .append("\r\nSubject: ")
                .append(subject(number))
                .append("\r\nMessage-ID: <number.")
                .append(number)
                .append("@example.jp>\r\n");
        if (number % 3 == 0) {
            text.append("In-Reply-To: <before.").append(number / 2).append("@example.jp>\r\n");
            text.append("References: <first@example.jp>\r\n <before.")
                    .append(number / 2)
                    .append("@example.jp>\r\n");
        }
        text.append("MIME-Version: 1.0\r\n");
        switch (number % 10) {
            case 5, 6, 7 -> alternative(text, length, random, number);
            case 8 -> attachment(text, length, random, number);
            case 9 -> forwarded(text, length, random, number);
            default -> plain(text, length, random, number);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /// As APPEND of the store's format leaves it: dots doubled, no final one. docs/store-format.md 5.
    static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(message.length + 100);
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '.' && (i == 0 || message[i - 1] == '\n')) {
                out.write('.');
            }
            out.write(message[i]);
        }
        return out.toByteArray();
    }

    private static String date(long seconds) {
        return DATE.format(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.ofHours(9)));
    }

    private static void plain(StringBuilder text, int length, Seeded random, int number) {
        text.append("Content-Type: text/plain; charset=us-ascii\r\n\r\n");
        lines(text, length, random, number);
    }

    private static void alternative(StringBuilder text, int length, Seeded random, int number) {
        text.append("Content-Type: multipart/alternative; boundary=\"=_a\"\r\n\r\n--=_a\r\n");
        plain(text, text.length() + (length - text.length()) / 2, random, number);
        text.append("\r\n--=_a\r\nContent-Type: text/html; charset=\"UTF-8\"\r\n\r\n<html><body><p>\r\n");
        lines(text, length, random, 0);
        text.append("</p></body></html>\r\n--=_a--\r\n");
    }

    private static void attachment(StringBuilder text, int length, Seeded random, int number) {
        text.append("Content-Type: multipart/mixed;\r\n boundary=\"=_m\"\r\n\r\nA preamble.\r\n--=_m\r\n");
        plain(text, text.length() + 300, random, number);
        text.append(
                "\r\n--=_m\r\nContent-Type: application/pdf; name=\"paper.pdf\"\r\n"
                        + "Content-Disposition: attachment; filename=\"paper.pdf\"\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        while (text.length() < length) {
            text.append(Base64.getEncoder().encodeToString(random.bytes(57))).append("\r\n");
        }
        text.append("--=_m--\r\n");
    }

    private static void forwarded(StringBuilder text, int length, Seeded random, int number) {
        text.append("Content-Type: multipart/mixed; boundary=\"=_f\"\r\n\r\n--=_f\r\n");
        plain(text, text.length() + 200, random, number);
        text.append("\r\n--=_f\r\nContent-Type: message/rfc822\r\n\r\nFrom: jiro@example.jp\r\nSubject: inner\r\n");
        plain(text, length, random, 0);
        text.append("\r\n--=_f--\r\n");
    }

    private static void lines(StringBuilder text, int length, Seeded random, int number) {
        if (number % RARE_EVERY == RARE_EVERY / 2) {
            text.append("With ").append(RARE).append(".\r\n");
        }
        do {
            text.append(random.oneOf(LINES)).append("\r\n");
        } while (text.length() < length);
    }
}
