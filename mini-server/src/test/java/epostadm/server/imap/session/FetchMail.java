package epostadm.server.imap.session;

import epostadm.mailstore.testing.TestMessage;
import epostadm.mailstore.testing.TestStore;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// Messages of every kind that clients ask for in pieces.
final class FetchMail {

    /// A mixed message: text; a picture with nulls; a message with a text in two forms; an encoding of nobody's.
    static final String NESTED = """
            From: "Sato, Hanako" <sato@a.example>
            To: suzuki@b.example
            Subject: nested
            Date: Mon, 24 Nov 2025 09:00:00 +0900
            Message-ID: <nested@a.example>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=out

            preamble
            --out
            Content-Type: text/plain; charset=us-ascii

            the first part
            --out
            Content-Type: image/png; name=p.png
            Content-Transfer-Encoding: base64

            AAECAwA=
            --out
            Content-Type: message/rfc822

            From: inner@c.example
            Subject: inside
            Date: Sun, 23 Nov 2025 09:00:00 +0900
            Content-Type: multipart/alternative; boundary=in

            --in
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            =E6=97=A5=E6=9C=AC
            --in
            Content-Type: text/html

            <p>inner</p>
            --in--
            --out
            Content-Type: application/x-odd
            Content-Transfer-Encoding: x-uuencode

            begin 644
            --out--
            """.replace("\n", "\r\n");

    static final String JAPANESE = ("From: =?ISO-2022-JP?B?GyRCOjRGIxsoQg==?= <sato@a.example>\r\n"
            + "Subject: =?UTF-8?B?5Lya6K2w44Gu5LqI5a6a?=\r\n"
            + "Date: Tue, 25 Nov 2025 10:00:00 +0900\r\n"
            + "Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n"
            + new String("来週の会議は中止です。\r\n".getBytes(Charset.forName("ISO-2022-JP")), StandardCharsets.US_ASCII));

    private FetchMail() {}

    static void fill(TestStore store) {
        store.account("sato")
                .mail("INBOX", TestMessage.uid(1), TestMessage.uid(4).flags("100000"), unseen(7));
        store.account("mime").mail("INBOX", unseen(2).text(NESTED), unseen(3).text(JAPANESE));
        store.account("broken")
                .mail(
                        "INBOX",
                        unseen(1).text(""),
                        unseen(2).text("Subject: header alone"),
                        unseen(3).text("Content-Type: multipart/mixed; boundary=x\r\n\r\nno boundary\r\n"),
                        unseen(4).text("Subject: null\r\n\r\na\0b\r\n"),
                        unseen(5).text("Subject: bare\n\n..dot\nlast"));
        store.account("empty").mail("INBOX");
        store.account("many");
        store.mail(
                "INBOX",
                java.util.stream.LongStream.rangeClosed(1, 130)
                        .mapToObj(FetchMail::unseen)
                        .toArray(TestMessage[]::new));
    }

    static TestMessage unseen(long uid) {
        return TestMessage.uid(uid).flags("000000");
    }
}
