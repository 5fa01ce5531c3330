package epostadm.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A client's connection in [ImapCheck]: sends commands and judges their answers.
final class CheckedSession {

    private final ImapConnection connection;
    private final MailboxMirror mirror;
    private final CheckedAnswers answers;

    CheckedSession(int port, MailboxMirror mirror, CheckedAnswers answers) throws IOException {
        this.connection = new ImapConnection(port);
        this.mirror = mirror;
        this.answers = answers;
        connection.remember();
    }

    void open(String user, String password) throws IOException {
        connection.greeting();
        answers.selecting(null);
        mirror.selecting();
        command("LOGIN " + user + " " + password, true);
        command("CAPABILITY", true);
    }

    void close() throws IOException {
        command("LOGOUT", true);
        connection.close();
    }

    String traffic() {
        return connection.traffic();
    }

    /// About the selected folder.
    String command(String command, boolean mayExpunge) throws IOException {
        return command(command, mayExpunge, answers.folder());
    }

    /// About another folder, or into it.
    String command(String command, boolean mayExpunge, CheckedFolder target) throws IOException {
        long highest = target == null ? 0 : target.highest();
        mirror.begin(mayExpunge, command.contains(".SILENT"));
        String answer = connection.command(command, response -> {
            if (response.startsWith("* STATUS")) {
                uidNext(response, "UIDNEXT ", target, highest);
            } else if (response.startsWith("* OK [UIDNEXT ")) {
                uidNext(response, "[UIDNEXT ", target, highest);
            }
            if (response.startsWith("* OK [COPYUID ")) {
                moved(target, response);
            }
            mirror.response(response);
        });
        judge(command, answer, target, highest);
        return answer;
    }

    /// Several at once, none of which may change numbers. RFC 3501 section 5.5.
    void pipelined(List<String> commands) throws IOException {
        List<String> tags = new ArrayList<>();
        for (String command : commands) {
            tags.add(connection.send(command));
        }
        mirror.begin(false, false);
        for (int i = 0; i < tags.size(); i++) {
            judge(commands.get(i), connection.answer(tags.get(i), mirror), answers.folder(), 0);
        }
    }

    void idle(int millis) throws IOException, InterruptedException {
        mirror.begin(true, false);
        String tag = connection.send("IDLE");
        for (String response = connection.response(); !response.startsWith("+"); response = connection.response()) {
            mirror.response(response);
        }
        Thread.sleep(millis);
        connection.write("DONE");
        judge("IDLE", connection.answer(tag, mirror), answers.folder(), 0);
    }

    private void uidNext(String response, String before, CheckedFolder target, long highest) {
        int at = response.indexOf(before) + before.length();
        long next = Long.parseLong(response.substring(at).split("[ \\])]")[0]);
        if (next <= highest) {
            answers.wrong("UIDNEXT of " + target.name() + " is " + next + ", but " + highest + " was there");
        }
    }

    private void judge(String command, String answer, CheckedFolder target, long highest) {
        String[] words = command.split(" ");
        answers.count(words[0].equals("UID") ? "UID " + words[1] : words[0]);
        if (!answer.startsWith("OK")) {
            answers.count("answered " + answer.split(" \\(")[0]);
            boolean may = answer.startsWith("NO")
                    && (answer.contains("EXPUNGE") || answer.contains("expunge") || answer.contains("xist"));
            if (!may) {
                answers.wrong(answer + " to " + MailboxMirror.shortly(command));
            }
            // Whether some were stored is not known.
            answers.storing().forEach(answers::forget);
        }
        String code = code(answer, "APPENDUID");
        if (!code.isEmpty()) {
            given(target, code.split(" ")[1], highest);
        }
        code = code(answer, "COPYUID");
        if (code.split(" ").length == 3) {
            copied(target, code.split(" "), highest);
        }
    }

    /// What stands in a response code behind its name; empty where there is none of the name.
    static String code(String response, String name) {
        int at = response.indexOf("[" + name + " ");
        return at < 0 ? "" : response.substring(at + name.length() + 2, response.indexOf(']', at));
    }

    /// An answer to MOVE has its code in an untagged OK: RFC 6851 section 4.3.
    private void moved(CheckedFolder target, String response) {
        String[] code = code(response, "COPYUID").split(" ");
        if (code.length == 3) {
            copied(target, code, 0);
        }
    }

    private void copied(CheckedFolder target, String[] code, long highest) {
        List<Long> from = ImapData.numbers(code[1]);
        List<Long> to = ImapData.numbers(code[2]);
        if (from.size() != to.size()) {
            answers.wrong("COPYUID names " + from.size() + " and " + to.size() + " messages");
            return;
        }
        given(target, code[2], highest);
        CheckedFolder source = answers.folder();
        for (int i = 0; i < to.size(); i++) {
            if (source.marked(from.get(i))) {
                // A copy has the same flags.
                target.mark(to.get(i));
            }
            if (source.number(from.get(i)) != 0) {
                answers.number(target, to.get(i), source.number(from.get(i)));
            }
        }
    }

    private void given(CheckedFolder target, String uids, long highest) {
        for (long uid : ImapData.numbers(uids)) {
            if (uid <= highest) {
                answers.wrong("new UID " + uid + " in " + target.name() + " where " + highest + " was there");
            }
            target.knows(uid);
        }
    }

    static Set<Long> modified(String answer) {
        String code = code(answer, "MODIFIED");
        return code.isEmpty() ? Set.of() : Set.copyOf(ImapData.numbers(code));
    }
}
