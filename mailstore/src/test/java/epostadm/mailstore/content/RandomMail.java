package epostadm.mailstore.content;

import epostadm.fixtures.Seeded;
import java.util.List;

/// Mail as nobody should write it: headers and bodies of every kind, whole and broken.
final class RandomMail {

    private static final List<String> FIELDS = List.of(
            "Subject: %s\r\n",
            "Subject: %s\r\n folded %s\r\n",
            "From: %s <a@example.jp>, \"b\" <b@example.jp>\r\n",
            "Sender: c@example.jp\r\n",
            "Reply-To: <@r:d@example.jp>\r\n",
            "To: Team: a@example.jp, (x) b@example.jp;, %s\r\n",
            "Cc: undisclosed:;\r\n",
            "Bcc: %s@\r\n",
            "Date: %s\r\n",
            "Message-ID: <%s@example.jp>\r\n",
            "In-Reply-To: <1@a> <2@b>\r\n",
            "References: <1@a> %s <2@b>\r\n",
            "Content-Type: text/plain; charset=%s; name=\"%s\"\r\n",
            "Content-Type: text/html\r\n",
            "Content-Type: %s\r\n",
            "Content-Type: message/rfc822\r\n",
            "Content-Transfer-Encoding: %s\r\n",
            "Content-Transfer-Encoding: base64\r\n",
            "Content-ID: <%s>\r\n",
            "Content-Description: %s\r\n",
            "Content-MD5: %s\r\n",
            "Content-Disposition: attachment; filename=\"%s\"; size=3\r\n",
            "Content-Language: ja, en\r\n",
            "Content-Location: %s\r\n",
            "%s\r\n");

    private final Seeded random;
    private final StringBuilder text = new StringBuilder();

    private RandomMail(Seeded random) {
        this.random = random;
    }

    /// One char is one octet.
    static String text(Seeded random) {
        RandomMail mail = new RandomMail(random);
        mail.entity(0);
        return mail.text.toString();
    }

    private String word() {
        return random.text("abc XYZ09<>@\"\\();:,=?/-\u00e4\u0082\u00a0", random.between(0, 20));
    }

    private void entity(int depth) {
        for (int i = random.between(0, 8); i > 0; i--) {
            text.append(random.oneOf(FIELDS).replace("%s", word()));
        }
        boolean multipart = depth < 4 && random.chance(0.5);
        String boundary = "b" + depth + random.between(0, 2);
        if (multipart) {
            text.append("Content-Type: multipart/")
                    .append(random.oneOf(List.of("mixed", "digest", "alternative")))
                    .append("; boundary=\"")
                    .append(boundary)
                    .append("\"\r\n");
        }
        text.append(random.chance(0.9) ? "\r\n" : "");
        text.append(word()).append("\r\n");
        if (multipart) {
            for (int i = random.between(0, 4); i > 0; i--) {
                text.append("\r\n--").append(boundary).append("\r\n");
                entity(depth + 1);
            }
            text.append(random.chance(0.8) ? "\r\n--" + boundary + "--\r\n" : "");
        }
        text.append(random.chance(0.3) ? word() : "");
    }
}
