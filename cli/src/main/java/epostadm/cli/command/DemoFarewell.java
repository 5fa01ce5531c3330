package epostadm.cli.command;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// What to type when the demonstration is over.
final class DemoFarewell {

    private final Invocation invocation;

    DemoFarewell(Invocation invocation) {
        this.invocation = invocation;
    }

    String text(Path directory, Path mail) {
        Map<String, String> lines = new LinkedHashMap<>();
        String set = DemoStage.setter(mail);
        invocation.terminal().variable("EPOSTADM_LAUNCHER").map(Path::of).ifPresent(launcher -> {
            if (!onPath(launcher.getParent())) {
                lines.put(set + " PATH=" + launcher.getParent() + ":$PATH", "path");
            }
        });
        lines.put(set + " EPOSTADM_STORE=" + mail, "store");
        lines.put("epostadm inbox reset-uid suzuki.n", "reset-uid");
        lines.put("epostadm accounts show tanaka.k", "show");
        lines.put("epostadm accounts restore fujii.o", "restore");
        lines.put("epostadm changes list", "undo");
        lines.put("epostadm --help", "help");
        int width = lines.keySet().stream()
                .mapToInt(String::length)
                .filter(length -> length <= 45)
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder("\n");
        text.append(invocation.terminal().bold(invocation.text("demo.farewell", directory)))
                .append("\n\n");
        lines.forEach((line, key) -> text.append("  ")
                .append(line)
                .append(" ".repeat(Math.max(0, width - line.length())))
                .append("  # ")
                .append(invocation.text("demo.next." + key))
                .append('\n'));
        return text.append('\n')
                .append(invocation.text("demo.delete", directory))
                .append('\n')
                .toString();
    }

    private boolean onPath(Path directory) {
        return invocation.terminal().variable("PATH").stream()
                .flatMap(path -> Arrays.stream(path.split(File.pathSeparator)))
                .anyMatch(entry -> entry.equals(directory.toString()));
    }
}
