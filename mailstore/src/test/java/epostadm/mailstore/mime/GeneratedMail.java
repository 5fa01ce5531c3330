package epostadm.mailstore.mime;

import epostadm.fixtures.Seeded;
import java.util.List;

/// Mail as programs write it: parts within parts within messages, folded headers, comments, boundaries that nearly
/// are the others', and here and there what is slightly wrong. One char is one octet.
final class GeneratedMail {

    private static final List<String> TEXT = List.of(
            "Hello",
            "",
            " indented",
            "--",
            "--b",
            "-- ",
            "--b0xy",
            ".",
            "From here",
            "a: b",
            "\u0093\u00fa\u0096\u007b",
            "x".repeat(300));

    private final Seeded random;
    private final boolean broken;
    private final StringBuilder text = new StringBuilder();
    private int boundaries;

    private GeneratedMail(Seeded random, boolean broken) {
        this.random = random;
        this.broken = broken;
    }

    static String text(Seeded random, boolean broken) {
        GeneratedMail mail = new GeneratedMail(random, broken);
        mail.message(0);
        return mail.text.toString();
    }

    private void line(String line) {
        text.append(line).append("\r\n");
    }

    private String fold() {
        return random.chance(0.2) ? "\r\n " : random.chance(0.2) ? "\r\n\t" : " ";
    }

    private void message(int depth) {
        line("Received: from a" + fold() + "by b;" + fold() + "Tue, 24 Nov 2026 10:00:00 +0900");
        line("Subject:" + fold() + random.oneOf(List.of("Re: test", "=?UTF-8?B?5pel?=" + fold() + "x", "\u00e9")));
        line("From: \"A. B\" <a@example.jp>");
        line("MIME-Version: 1.0 (yes)");
        entity(depth);
    }

    private void entity(int depth) {
        int kind = depth > 3 ? 0 : random.between(0, 9);
        if (kind < 5) {
            leaf();
        } else if (kind < 9) {
            multipart(depth);
        } else {
            line("Content-Type: message/rfc822");
            line("");
            message(depth + 1);
        }
    }

    private void leaf() {
        boolean typed = random.chance(0.8);
        if (typed) {
            line(random.oneOf(List.of(
                    "Content-Type: text/plain; charset=iso-2022-jp",
                    "content-type: TEXT/HTML;" + fold() + "charset=\"UTF-8\"",
                    "Content-Type: text/plain; charset=us-ascii (plain); format=flowed",
                    "Content-Type: application/pdf; name=\"a; b=c.pdf\"",
                    "Content-Type: image/png;" + fold() + "name=x.png",
                    "Content-Type: text/plain; name=\"a \\\"b\\\" c\"")));
        }
        if (random.chance(0.5)) {
            line(random.oneOf(List.of(
                    "Content-Transfer-Encoding: 8bit",
                    // Of a message within a digest MIME4J would take it off, which RFC 2046 section 5.2.1 forbids.
                    "Content-Transfer-Encoding: " + (typed ? "BASE64" : "7bit"),
                    "Content-Disposition: attachment;" + fold() + "filename=\"r (1).pdf\"; size=3",
                    "Content-Disposition: inline")));
        }
        line("");
        lines();
    }

    /// Before an outer boundary, or the end, MIME4J loses a part without any octet.
    private void lines() {
        for (int i = random.between(0, 6); i > 0; i--) {
            text.append(random.oneOf(TEXT)).append(i == 1 && random.chance(0.3) ? "" : "\r\n");
        }
        if (broken) {
            line("end");
        }
    }

    private void multipart(int depth) {
        // Each begins as the one before it does.
        String boundary = "b" + boundaries++ + random.oneOf(List.of("", "x", "=_(a)", " y", ":1?"));
        line("Content-Type: multipart/" + random.oneOf(List.of("mixed", "alternative", "digest", "Related")) + ";"
                + fold() + "boundary=\"" + boundary + "\"");
        line("");
        lines();
        for (int i = random.between(1, 4); i > 0; i--) {
            line("\r\n--" + boundary + random.oneOf(List.of("", "", "", " ", "\t ")));
            if (random.chance(0.1)) {
                line("");
                lines();
            } else {
                entity(depth + 1);
            }
        }
        if (broken && random.chance(0.3)) {
            return;
        }
        text.append("\r\n--").append(boundary).append("--");
        if (random.chance(0.8)) {
            line("");
            lines();
        }
    }
}
