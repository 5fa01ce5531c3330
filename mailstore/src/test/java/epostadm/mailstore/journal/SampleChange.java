package epostadm.mailstore.journal;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Feature;
import com.google.common.jimfs.Jimfs;
import epostadm.fixtures.TreeSnapshot;
import epostadm.mailstore.disk.AtomicFile;
import epostadm.mailstore.disk.FolderListing;
import epostadm.mailstore.disk.StorePaths;
import epostadm.mailstore.task.Cancellation;
import epostadm.mailstore.task.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/// A store in memory, with a change to it in which every kind of step occurs, and names are used twice.
///
/// All that is written has one time of change, so that two runs compare; what was there before has an older one.
final class SampleChange implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-04-01T03:00:00Z");
    static final String ID = "20260401-030000-year-end";
    static final String SECRET = "hi-mi-tsu-9xQ";

    private static final Instant THEN = Instant.parse("2020-01-01T00:00:00.123Z");

    final FileSystem disk;
    final Path work;
    final StorePaths paths;

    private SampleChange(FileSystem disk, Path work) throws IOException {
        this.disk = disk;
        this.work = work;
        this.paths = new StorePaths(work);
        fill();
    }

    static SampleChange onUnix() throws IOException {
        return inMemory(Configuration.unix());
    }

    static SampleChange withoutHardLinks() throws IOException {
        return inMemory(Configuration.unix().toBuilder()
                .setSupportedFeatures(Feature.SYMBOLIC_LINKS, Feature.FILE_CHANNEL)
                .build());
    }

    static SampleChange onWindows() throws IOException {
        return inMemory(Configuration.windows());
    }

    static SampleChange onDisk(Path work) throws IOException {
        return new SampleChange(work.getFileSystem(), work);
    }

    private static SampleChange inMemory(Configuration configuration) throws IOException {
        FileSystem disk = Jimfs.newFileSystem(configuration.toBuilder()
                .setFileTimeSource(() -> FileTime.from(NOW))
                .build());
        Path work = disk.getRootDirectories().iterator().next().resolve("epms");
        return new SampleChange(disk, work);
    }

    private void fill() throws IOException {
        for (String folder : List.of("taro/INBOX", "taro/Work", "hanako/INBOX", "jiro/INBOX")) {
            for (int uid = 1; uid <= 3; uid++) {
                put("inbox/a.jp/" + folder + "/000000000" + uid + "-100000.MSG", "Subject: " + folder + uid + "\r\n");
            }
            put("inbox/a.jp/" + folder + "/uid", "4");
        }
        put("inbox/a.jp/taro/B0000000001.MSG", "Subject: new\r\n");
        put("inbox/a.jp/taro/size.ctl", "1000000");
        put("db/a.jp.idx", "#epost-idx 1 a.jp\n");
        put("db/aliases.txt", "info@a.jp\ttaro@a.jp\r\n");
    }

    void put(String name, String text) throws IOException {
        Path file = at(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(THEN));
    }

    Path at(String name) {
        return work.resolve(name);
    }

    ChangePlan plan() throws IOException {
        ProofReader proofs = new ProofReader(paths, Progress.NONE);
        Path taro = at("inbox/a.jp/taro");
        List<PlannedStep> steps = List.of(
                new PlannedStep.Move("inbox/a.jp/taro/INBOX", "inbox/a.jp/taro/OLD_INBOX"),
                new PlannedStep.PutFile("inbox/a.jp/taro/OLD_INBOX/uidvalidity", text("7")),
                new PlannedStep.PutFile("inbox/a.jp/taro/OLD_INBOX/uid", text("9")),
                new PlannedStep.PutLinks(
                        "inbox/a.jp/taro/INBOX",
                        List.of(new PlannedStep.Link(
                                taro.resolve("INBOX/0000000003-100000.MSG"), "0000000001-100000.MSG")),
                        List.of(new PlannedStep.NamedContent("uid", text("2")))),
                new PlannedStep.PutCopy("db/~a.jp.idx", paths.accountData().resolve("a.jp.idx")),
                new PlannedStep.PutFile("db/a.jp.idx", text("#epost-idx 1 a.jp\n" + SECRET + "\n")),
                new PlannedStep.Remove("inbox/a.jp/hanako"),
                new PlannedStep.PutDirectory(
                        "inbox/a.jp/hanako", List.of(new PlannedStep.NamedContent("apop.dat", text(SECRET)))),
                new PlannedStep.Remove("inbox/a.jp/taro/size.ctl"),
                new PlannedStep.MakeDirectory("inbox/b.jp"),
                new PlannedStep.MakeDirectory("inbox/b.jp/deep"),
                new PlannedStep.PutDirectory(
                        "inbox/b.jp/deep/saburo", List.of(new PlannedStep.NamedContent("apop.dat", text(SECRET)))),
                new PlannedStep.PutFile("inbox/b.jp/deep/saburo/size.ctl", text("5")),
                new PlannedStep.Move("inbox/a.jp/jiro", "inbox/b.jp/deep/saburo/jiro"),
                new PlannedStep.Move("db/aliases.txt", "db/aliases.old"),
                new PlannedStep.PutFile("db/aliases.txt", text("info@a.jp\tjiro@b.jp\r\n")));
        List<Proof> after = List.of(
                proofs.tree(at("inbox/a.jp/jiro"), "inbox/b.jp/deep/saburo/jiro"),
                proofs.mail(FolderListing.read(taro.resolve("INBOX")), "inbox/a.jp/taro/OLD_INBOX"),
                new Proof.Lines("db/a.jp.idx", 2));
        return new ChangePlan("year-end", "a.jp", steps, after, Map.of("map.csv", text("old,new\r\n3,1\r\n")));
    }

    static AtomicFile.Content text(String text) {
        return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    Changes changes() {
        return changes(Progress.NONE);
    }

    Changes changes(Progress progress) {
        return new Changes(paths, InstantSource.fixed(NOW), progress, Cancellation.NONE);
    }

    ChangeLog log() {
        return new ChangeLog(paths);
    }

    /// The store without what is the project's own.
    TreeSnapshot store() throws IOException {
        return TreeSnapshot.of(work, StorePaths.OURS);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
