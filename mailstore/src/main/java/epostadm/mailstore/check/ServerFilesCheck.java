package epostadm.mailstore.check;

import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.control.EffectWho;
import epostadm.mailstore.control.GatewayDat;
import epostadm.mailstore.control.OrdbDat;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.mail.Edition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the control files of the whole server, in the work folder. docs/store-format.md, "Other control files".
final class ServerFilesCheck {

    private ServerFilesCheck() {}

    static List<Finding> check(Path work, Edition edition) throws IOException {
        List<Finding> findings = new ArrayList<>();
        List<String> names = FolderListing.names(work).stream()
                .filter(name -> Files.isRegularFile(work.resolve(name), LinkOption.NOFOLLOW_LINKS))
                .toList();
        RootFiles files = RootFiles.of(work, names, edition);
        files.misspelt(findings);
        Optional<EffectDat> effectDat = files.read(EffectDat.NAME, EffectDat::readFile, findings);
        if (effectDat.isPresent()) {
            effectDat(effectDat.get(), files, findings);
        }
        Optional<GatewayDat> gatewayDat = files.read(GatewayDat.NAME, GatewayDat::readFile, findings);
        if (gatewayDat.isPresent() && !gatewayDat.get().unreadableLines().isEmpty()) {
            gatewayDat(gatewayDat.get(), files, findings);
        }
        ControlCheck.mailDat(files, findings);
        dnsbls(files, findings);
        return findings;
    }

    private static void effectDat(EffectDat effectDat, RootFiles files, List<Finding> findings) throws IOException {
        Path file = files.find(EffectDat.NAME).orElseThrow();
        List<String> lines = ControlText.lines(file);
        ControlCheck.effectLines(effectDat, files, findings);
        for (EffectDat.Line line : effectDat.lines()) {
            if (line.rule() == EffectDat.Rule.RELAY && !line.opensRelay()) {
                findings.add(new ControlFinding.OpenRelay(
                        file, line.number(), ControlText.shown(lines.get(line.number() - 1))));
            }
        }
        if (effectDat.lines().stream().noneMatch(line -> line.who() instanceof EffectWho.NullSender)) {
            findings.add(new ControlFinding.NullSenderLineMissing(file));
        }
    }

    private static void gatewayDat(GatewayDat gatewayDat, RootFiles files, List<Finding> findings) throws IOException {
        Path file = files.find(GatewayDat.NAME).orElseThrow();
        List<String> lines = ControlText.lines(file);
        ControlCheck.unknown(
                        file,
                        gatewayDat.unreadableLines().stream()
                                .map(number -> new ControlCheck.Numbered(
                                        number, number <= lines.size() ? lines.get(number - 1) : ""))
                                .toList())
                .ifPresent(findings::add);
    }

    private static void dnsbls(RootFiles files, List<Finding> findings) throws IOException {
        int count = files.read(OrdbDat.NAME, OrdbDat::readFile, findings)
                .map(ordbDat -> ordbDat.hosts().size())
                .orElse(0);
        if (count > 0) {
            findings.add(
                    new ControlFinding.DnsblsNotChecked(files.find(OrdbDat.NAME).orElseThrow(), count));
        }
    }
}
