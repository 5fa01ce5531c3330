package epostadm.mailstore.check;

import epostadm.mailstore.control.AddressPatterns;
import epostadm.mailstore.control.EffectDat;
import epostadm.mailstore.control.ImsCtl;
import epostadm.mailstore.control.ReplyText;
import epostadm.mailstore.control.SenderDat;
import epostadm.mailstore.control.TextEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the control files of one mailbox, but for where it forwards to. docs/store-format.md, "Control files".
final class ControlCheck {

    private ControlCheck() {}

    static void check(RootFiles files, List<Finding> findings) throws IOException {
        files.misspelt(findings);
        Optional<ImsCtl> imsCtl = files.read(ImsCtl.NAME, ImsCtl::read, findings);
        if (imsCtl.isPresent()) {
            imsCtl(imsCtl.get(), files, findings);
        }
        replyText(files, findings);
        senderDat(files, findings);
        Optional<EffectDat> effectDat = files.read(EffectDat.NAME, EffectDat::readFile, findings);
        if (effectDat.isPresent()) {
            effectLines(effectDat.get(), files, findings);
        }
        permitFrom(files, findings);
        mailDat(files, findings);
    }

    private static void imsCtl(ImsCtl imsCtl, RootFiles files, List<Finding> findings) {
        Path file = files.find(ImsCtl.NAME).orElseThrow();
        List<ImsCtl.Unknown> unknown = imsCtl.unknown();
        if (!unknown.isEmpty()) {
            ImsCtl.Unknown first = unknown.getFirst();
            findings.add(new ControlFinding.UnknownKeys(
                    file, unknown.size(), first.number(), ControlText.shown(first.text())));
        }
        imsCtl.subjectEncoding()
                .filter(encoding -> !encoding.fitForMail())
                .ifPresent(encoding -> findings.add(new ControlFinding.ReplySubjectEncoding(file, encoding.label())));
        if (imsCtl.forwardTo().isPresent()
                && (imsCtl.mentionsReply() || files.find(ReplyText.NAME).isPresent())) {
            findings.add(new ControlFinding.ForwardAndReply(file));
        }
    }

    private static void replyText(RootFiles files, List<Finding> findings) throws IOException {
        files.read(ReplyText.NAME, file -> TextEncoding.of(ControlText.bytes(file)), findings)
                .filter(encoding -> !encoding.fitForMail())
                .ifPresent(encoding -> findings.add(new ControlFinding.ReplyTextEncoding(
                        files.find(ReplyText.NAME).orElseThrow(), encoding.label())));
    }

    private static void senderDat(RootFiles files, List<Finding> findings) throws IOException {
        Optional<SenderDat> read = files.read(SenderDat.NAME, SenderDat::readFile, findings);
        if (read.isEmpty()) {
            return;
        }
        Path file = files.find(SenderDat.NAME).orElseThrow();
        List<SenderDat.Line> lines = read.get().lines();
        unknown(
                        file,
                        read.get().unknown().stream()
                                .map(line -> new Numbered(line.number(), line.text()))
                                .toList())
                .ifPresent(findings::add);
        Optional<SenderDat.Line> forbids =
                lines.stream().filter(line -> !line.permits()).findFirst();
        boolean closed = !lines.isEmpty()
                && lines.getLast().permits()
                && lines.getLast().pattern().equals("*");
        if (forbids.isPresent() && !closed) {
            findings.add(new ControlFinding.SenderDatOpenEnd(file, forbids.get().number()));
        }
    }

    /// The lines of `effect.dat` that mean nothing, whoever's file it is.
    static void effectLines(EffectDat effectDat, RootFiles files, List<Finding> findings) {
        unknown(
                        files.find(EffectDat.NAME).orElseThrow(),
                        effectDat.unknown().stream()
                                .map(line -> new Numbered(line.number(), line.text()))
                                .toList())
                .ifPresent(findings::add);
    }

    /// Of files whose grammar is not public the encoding alone is looked at.
    static void mailDat(RootFiles files, List<Finding> findings) throws IOException {
        for (String name : List.of(RootFiles.MAIL_DAT, RootFiles.USETIME_DAT)) {
            files.read(name, file -> TextEncoding.of(ControlText.bytes(file)), findings)
                    .filter(encoding -> encoding == TextEncoding.UNKNOWN)
                    .ifPresent(_ -> findings.add(
                            new ControlFinding.MailDatEncoding(files.find(name).orElseThrow())));
        }
    }

    private static void permitFrom(RootFiles files, List<Finding> findings) throws IOException {
        Optional<List<String>> lines = files.read(AddressPatterns.PERMIT_FROM, ControlText::lines, findings);
        List<Numbered> hopeless = new ArrayList<>();
        int number = 0;
        for (String line : lines.orElse(List.of())) {
            number++;
            if (!line.isBlank() && hopeless(line.strip())) {
                hopeless.add(new Numbered(number, line));
            }
        }
        if (!hopeless.isEmpty()) {
            findings.add(new ControlFinding.HopelessPatterns(
                    files.find(AddressPatterns.PERMIT_FROM).orElseThrow(),
                    hopeless.size(),
                    hopeless.getFirst().number(),
                    ControlText.shown(hopeless.getFirst().text())));
        }
    }

    /// Whether no address can match the pattern, in which only `*` stands for others.
    private static boolean hopeless(String pattern) {
        int at = pattern.indexOf('@');
        boolean star = pattern.indexOf('*') >= 0;
        return pattern.chars().anyMatch(c -> c <= ' ' || ",;<>".indexOf(c) >= 0)
                || at == 0
                || at == pattern.length() - 1
                || at != pattern.lastIndexOf('@')
                || at < 0 && !star;
    }

    /// A line of a file.
    record Numbered(int number, String text) {}

    static Optional<Finding> unknown(Path file, List<Numbered> lines) {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new ControlFinding.UnknownLines(
                        file,
                        lines.size(),
                        lines.getFirst().number(),
                        ControlText.shown(lines.getFirst().text())));
    }
}
