package epostadm.server.relay;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// A DNS server on loopback that answers from a table: `Record.fromString` lines by name.
final class DnsTable implements AutoCloseable {

    private final DatagramSocket socket;
    private final List<Record> records = new ArrayList<>();
    private volatile int rcode = Rcode.NOERROR;
    private volatile int asked;

    DnsTable() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::serve);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    DnsTable with(String name, int type, String data) throws IOException {
        synchronized (records) {
            records.add(Record.fromString(Name.fromString(name, Name.root), type, DClass.IN, 300, data, Name.root));
        }
        return this;
    }

    void failWith(int code) {
        rcode = code;
    }

    int asked() {
        return asked;
    }

    private void serve() {
        byte[] buffer = new byte[4096];
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                asked++;
                byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private Message answer(Message query) {
        Message answer = new Message(query.getHeader().getID());
        Record question = query.getQuestion();
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        boolean known = false;
        synchronized (records) {
            for (Record found : records) {
                if (found.getName().equals(question.getName())) {
                    known = true;
                    if (found.getType() == question.getType()) {
                        answer.addRecord(found, Section.ANSWER);
                    }
                }
            }
        }
        answer.getHeader().setRcode(rcode != Rcode.NOERROR ? rcode : known ? Rcode.NOERROR : Rcode.NXDOMAIN);
        return answer;
    }

    @Override
    public void close() {
        socket.close();
    }
}
