package epostadm.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes an account text of any length: every account with a password and a size limit of its own.
public final class AccountFile {

    private AccountFile() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("usage: AccountFile FILE DOMAIN ACCOUNTS");
            System.exit(2);
        }
        int accounts = Integer.parseInt(arguments[2]);
        try (Writer out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            for (int i = 0; i < accounts; i++) {
                out.write("s%07d\tkawa-%d\tBench %d\t%s\tHome\t1\t1\t%d\t1\t1\r\n"
                        .formatted(i, i, i, arguments[1], 100_000_000L + i));
            }
        }
    }
}
