// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/http/connection/Connection.h"

#include "engine/base/MonotonicClock.h"
#include "web/http/OwnWords.h"
#include "web/http/connection/TcpListener.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace everbounce {
namespace {

using namespace std::chrono_literals;

/// Bytes to read at once.
constexpr qsizetype readBytes = 16 * 1024;

/// While a viewer leaves more than this unread, nothing is read from it.
constexpr qsizetype mostUnread = 4 * 1024;

/// If a connection is closed with data unread, its kernel resets it and the last answer is lost. So what
/// still comes is read and thrown away, up to this much and this long.
constexpr qsizetype mostThrownAway = 8 * 1024 * 1024;
constexpr auto endTime = 2s;

} // namespace

Connection::Connection(TcpListener *listener, qintptr descriptor)
    : QTcpSocket(listener)
    , m_listener(listener)
    , m_channel(descriptor)
    , m_number(++listener->m_lastNumber)
    , m_deadline(listener->limits().requestTime)
{
    m_ends = {m_channel.peer(), m_channel.local()};
    setPeerAddress(m_ends.peer.address);
    setPeerPort(m_ends.peer.port);
    setLocalAddress(m_ends.local.address);
    setLocalPort(m_ends.local.port);
    if (Origin::isOfThisMachine(m_ends.peer.address, m_ends.local.address))
        m_owner = listener->limits().owner(AcceptedSocket::of(int(descriptor), m_ends.peer, m_ends.local));
    if (const TlsContext &tls = listener->m_tls)
        m_channel.expectTls(tls);
    setSocketState(ConnectedState);
    QIODevice::open(ReadWrite | Unbuffered);
    m_channel.watch([this] { readSome(); }, [this] { writeSome(); });
}

Connection::~Connection()
{
    if (m_listener)
        m_listener->forget(this);
    setSocketState(UnconnectedState); // nobody is told: it is no longer there
}

bool Connection::mayRead() const
{
    switch (m_phase) {
    case Phase::Request:
        return m_channel.unsent() == 0;
    case Phase::Frames:
        return m_channel.unsent() <= mostUnread;
    case Phase::End:
        return !m_waitsOut;
    case Phase::Answer:
    case Phase::Upgrade:
        break;
    }
    return false;
}

void Connection::readSome()
{
    if (state() != ConnectedState)
        return readNoMore();
    QByteArray bytes(mayRead() ? readBytes : 1, Qt::Uninitialized);
    const auto read = look(bytes);
    if (!read)
        return drop();
    if (read == SocketChannel::Read::End && (mayRead() || m_phase == Phase::Answer))
        return leave();
    if (!mayRead())
        return readNoMore();
    if (read == SocketChannel::Read::Nothing)
        return;
    if (m_phase == Phase::Request)
        takeRequest(bytes);
    else if (m_phase == Phase::Frames)
        takeFrames(bytes);
    else
        throwAway(bytes.size());
}

/// Nothing if a handshake has no place, or has used up the time that it may take.
std::optional<SocketChannel::Read> Connection::look(QByteArray &bytes)
{
    const bool shakesHands = m_channel.begins() && m_channel.isShakingHands();
    if (shakesHands && !m_listener->affordsHandshake(*this))
        return std::nullopt;
    const Nanoseconds before = shakesHands ? threadTime() : Nanoseconds(0);
    const SocketChannel::Read read = m_channel.peek(bytes);
    if (shakesHands)
        m_listener->spendOnHandshake(*this, threadTime() - before);
    if (m_channel.isShakingHands() != m_isShakingHands && !countHandshake())
        return std::nullopt;
    return read;
}

/// It has begun or completed one. False if there is no place for it.
bool Connection::countHandshake()
{
    m_isShakingHands = m_channel.isShakingHands();
    return m_listener->countHandshake(this);
}

void Connection::takeRequest(QByteArrayView bytes)
{
    if (!m_reader)
        m_reader = std::make_unique<RequestReader>(m_listener->limits().request);
    m_channel.take(m_reader->take(bytes));
    noteHeld();
    if (const HttpFault fault = m_reader->fault())
        return refuse(fault);
    if (m_reader->takeContinue())
        m_channel.send("HTTP/1.1 100 Continue\r\n\r\n");
    if (m_reader->isWhole())
        handOnRequest();
}

void Connection::handOnRequest()
{
    if (!heedPassedOn())
        return drop();
    m_phase = m_reader->head().webSocket ? Phase::Upgrade : Phase::Answer;
    ++m_requestNumber;
    m_listener->m_places.setIdle(place(), false);
    allow(m_listener->limits().requestTime);
    handOn(requestForQt(m_reader->head()));
}

/// A proxy that passes on a request is not its sender. Only a trusted proxy's word counts for who that is.
/// False if there is no place for that sender.
bool Connection::heedPassedOn()
{
    m_passedOn.reset();
    if (!m_reader->isForwarded())
        return true;
    sender()->distrust();
    const RequestHead &head = m_reader->head();
    if (m_listener->trusts(m_ends.peer.address))
        m_passedOn = std::make_unique<PassedOn>(
            m_listener->passedOn({head.valueOf("forwarded"), head.valueOf("x-forwarded-for"),
                                  head.valueOf("x-forwarded-proto"), head.valueOf("x-forwarded-host")}));
    return m_listener->countPassedOn(this);
}

Origin Connection::countsFor() const
{
    if (m_passedOn && m_passedOn->client)
        return Origin::of(*m_passedOn->client);
    const bool isProxyOfOwnUser = m_countsFor && m_countsFor->kind == Origin::Kind::Account;
    return isProxyOfOwnUser ? *m_countsFor : m_listener->originOf(*this);
}

/// Qt reads it within the signal.
void Connection::handOn(const QByteArray &bytes)
{
    m_handedOn = bytes;
    m_readOf = 0;
    Q_EMIT readyRead();
    m_handedOn = {};
    m_readOf = 0;
}

void Connection::answer(quint64 request, const QByteArray &wire)
{
    if (request != m_requestNumber || !owesAnswer() || state() != ConnectedState)
        return;
    // Qt closes a connection that should have become a WebSocket and did not.
    const bool last = m_phase == Phase::Upgrade || m_reader->head().last;
    m_reader.reset();
    m_phase = Phase::Request;
    m_channel.send(wire);
    if (last)
        return end();
    allow(m_listener->limits().requestTime);
    goOn();
}

/// What still comes waits in the kernel.
void Connection::readNoMore()
{
    m_channel.setReading(false);
    noteHeld();
}

/// With the next request, as soon as the last answer is sent.
void Connection::goOn()
{
    m_channel.setReading(true);
    noteHeld();
    if (m_phase == Phase::Request && m_channel.unsent() == 0 && m_listener)
        m_listener->m_places.setIdle(place(), true);
}

void Connection::takeFrames(QByteArrayView bytes)
{
    while (!bytes.isEmpty() && state() == ConnectedState && m_phase == Phase::Frames && mayRead()) {
        const qsizetype taken = m_frames->take(bytes, monotonicNow());
        m_channel.take(taken);
        bytes = bytes.sliced(taken);
        if (const quint16 fault = m_frames->fault()) {
            m_waitsOut = true; // a flood would be back at once, and then costs more than the wait
            m_channel.send(closeFrame(fault));
            return end();
        }
        if (!m_frames->isWhole())
            continue;
        handOn(m_frames->takeFrame());
        if (m_frames->held() == 0)
            m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    }
    if (state() != ConnectedState || m_phase != Phase::Frames)
        return;
    if (m_frames->held() > 0 && m_deadline.isForever())
        allow(m_listener->limits().requestTime);
    noteHeld();
}

const std::shared_ptr<Sender> &Connection::sender()
{
    if (!m_sender)
        m_sender = std::make_shared<Sender>(AcceptedSocket{m_ends.peer, m_ends.local},
                                            m_listener->userTrustedAt(m_ends.peer.address),
                                            [owner = m_owner](const AcceptedSocket &) { return owner; });
    return m_sender;
}

std::unique_ptr<HttpRequest> Connection::becameWebSocket()
{
    if (m_phase != Phase::Upgrade || !m_upgrade)
        return nullptr;
    m_passedOn.reset();
    m_sender.reset(); // thousands of viewers have no more use for it
    m_phase = Phase::Frames;
    m_reader.reset();
    m_frames = std::make_unique<FrameCheck>(m_listener->limits().frames, monotonicNow());
    m_deadline = QDeadlineTimer(QDeadlineTimer::Forever);
    QIODevice::open(ReadWrite | Unbuffered); // frees the buffer that the request was in
    m_channel.setReading(true);
    noteHeld();
    return std::move(m_upgrade);
}

void Connection::sendAtOnce(QByteArrayView bytes)
{
    if (m_phase == Phase::Frames && state() == ConnectedState)
        writeData(bytes.data(), bytes.size());
}

void Connection::refuse(const HttpFault &fault)
{
    m_reader.reset();
    m_channel.send(refusal(fault));
    end();
}

/// Nothing more is sent, and nothing more is read.
void Connection::end()
{
    m_phase = Phase::End;
    if (m_listener)
        m_listener->m_places.setIdle(place(), true); // a newcomer that needs its place may have it
    m_channel.setReading(true);
    noteHeld();
    const bool isLong = m_listener && m_channel.unsent() + m_channel.inKernel() > 0;
    allow(isLong ? m_listener->limits().requestTime : endTime);
    if (m_channel.unsent() == 0)
        m_channel.endWriting();
}

/// The other side says nothing more, and is gone or still reads: it waits for no answer, but what it has not
/// read of the last one may arrive. Until then it counts.
void Connection::leave()
{
    const bool mayArrive = m_phase == Phase::Request || m_phase == Phase::End;
    if (!mayArrive || m_channel.unsent() > 0)
        return drop();
    m_channel.askKernel();
    if (m_channel.inKernel() == 0)
        return finish();
    m_waitsOut = true;
    m_phase = Phase::End;
    m_reader.reset();
    m_channel.endWriting();
    allow(endTime);
    readNoMore();
}

void Connection::throwAway(qsizetype bytes)
{
    m_channel.take(bytes);
    m_thrownAway += bytes;
    if (m_thrownAway > mostThrownAway)
        drop();
}

void Connection::writeSome()
{
    const qsizetype sent = m_channel.flush();
    if (sent < 0)
        return drop();
    if (m_channel.unsent() == 0) {
        if (state() == ClosingState)
            return finish();
        if (m_phase == Phase::End)
            m_channel.endWriting();
    }
    goOn();
    Q_EMIT bytesWritten(sent);
}

// Qt reads until nothing is left, even after it has closed the device over what it read.
qint64 Connection::bytesAvailable() const
{
    if (!isOpen())
        return 0;
    return QIODevice::bytesAvailable() + m_handedOn.size() - m_readOf;
}

qint64 Connection::readData(char *data, qint64 most)
{
    const qsizetype count = std::min<qsizetype>(most, m_handedOn.size() - m_readOf);
    if (count == 0)
        return state() == ConnectedState || most == 0 ? 0 : -1;
    if (data)
        std::memcpy(data, m_handedOn.constData() + m_readOf, std::size_t(count));
    m_readOf += count;
    return count;
}

qint64 Connection::writeData(const char *data, qint64 size)
{
    if (state() != ConnectedState)
        return -1;
    if (m_phase == Phase::End)
        return size; // after the last word
    if (!m_channel.send({data, qsizetype(size)})) {
        QMetaObject::invokeMethod(this, &Connection::drop, Qt::QueuedConnection);
        return -1;
    }
    noteHeld();
    return size;
}

void Connection::drop()
{
    m_channel.abort();
    finish();
}

// Qt does not hurry an end that waits for the other side, unless it closes the device as well.
void Connection::disconnectFromHost()
{
    if (state() == UnconnectedState || (m_phase == Phase::End && isOpen()))
        return;
    if (m_channel.unsent() == 0)
        return finish();
    if (state() == ClosingState)
        return;
    setSocketState(ClosingState);
    readNoMore();
    allow(endTime);
    Q_EMIT stateChanged(ClosingState);
}

void Connection::finish()
{
    if (state() == UnconnectedState)
        return;
    m_channel.close();
    if (m_listener)
        m_listener->forget(this);
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT readChannelFinished();
    Q_EMIT disconnected();
    if (m_frames)
        deleteLater(); // Qt does so only if its WebSocket is still there
}

void Connection::allow(std::chrono::milliseconds time)
{
    m_deadline.setRemainingTime(time);
    if (m_listener)
        m_listener->watchDeadlines();
}

void Connection::noteHeld()
{
    const qsizetype now = m_channel.inKernel() + m_channel.unsent() + (m_reader ? m_reader->held() : 0) +
                          (m_frames ? m_frames->held() : 0);
    const qsizetype more = now - std::exchange(m_held, now);
    if (more != 0 && m_listener)
        m_listener->noteHeld(more);
}

void Connection::noteHeldAnew()
{
    m_channel.askKernel();
    noteHeld();
}

} // namespace everbounce
