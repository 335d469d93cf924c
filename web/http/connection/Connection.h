// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/PassedOn.h"
#include "web/http/Http.h"
#include "web/http/connection/ConnectionEnds.h"
#include "web/http/connection/ConnectionPlaces.h"
#include "web/http/connection/SocketChannel.h"
#include "web/http/syntax/FrameCheck.h"
#include "web/http/syntax/RequestReader.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QTcpSocket>

#include <chrono>
#include <memory>

namespace everbounce {

class TcpListener;

/// An accepted connection. Speaks HTTP until it becomes a WebSocket.
///
/// To Qt it is a socket, but Qt reads nothing from the network through it. Each request is read here to the
/// end and checked, and then handed on whole, in one form; so are the frames of a WebSocket. The next one is
/// not touched before the answer to the last one is sent, and nothing is read from a peer that does not read.
/// A refusal is answered here, and ends the connection.
class Connection final : public QTcpSocket
{
    Q_OBJECT
public:
    /// Takes over an accepted connection.
    Connection(TcpListener *listener, qintptr descriptor);
    ~Connection() override;

    /// Unlike all other connections of this listener.
    quint64 number() const { return m_number; }

    /// Whether it has handed on a request, request(), that has no answer yet.
    bool owesAnswer() const { return m_phase == Phase::Answer || m_phase == Phase::Upgrade; }
    const RequestHead &request() const { return m_reader->head(); }
    const QByteArray &requestBody() const { return m_reader->body(); }
    quint64 requestNumber() const { return m_requestNumber; }

    /// The answer to the request with that number, as it goes over the wire; no effect if it already has one.
    void answer(quint64 request, const QByteArray &wire);

    /// Sends frames of a WebSocket, as many bytes as the kernel takes now; the rest waits.
    void sendAtOnce(QByteArrayView bytes);

    /// Closes it at once. What waits to be sent is lost.
    void drop();

    const ConnectionEnds &ends() const { return m_ends; }

    /// Nobody in between can read or change what is sent.
    bool isEncrypted() const { return m_channel.isEncrypted(); }

    /// The user at the other end, if that is on this machine and the kernel says so.
    std::optional<uid_t> owner() const { return m_owner; }

    /// The sender of its requests.
    const std::shared_ptr<Sender> &sender();

    /// This request granted that it becomes a WebSocket.
    void grantUpgrade(const HttpRequest &request) { m_upgrade = std::make_unique<HttpRequest>(request); }

    /// It has become a WebSocket: the limits of requests no longer apply. Returns the request that granted
    /// it, or nothing.
    std::unique_ptr<HttpRequest> becameWebSocket();

    /// What a trusted proxy says of its request; null if none passed it on.
    const PassedOn *passedOn() const { return m_passedOn.get(); }

    /// For whom its request counts: for whom a trusted proxy asks, or else for whose socket it is.
    Origin countsFor() const;

    /// Bytes that are kept for it, here and in the kernel.
    qsizetype held() const { return m_held; }

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return m_channel.unsent(); }
    qintptr socketDescriptor() const override { return m_channel.descriptor(); }
    void disconnectFromHost() override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 skipData(qint64 most) override { return readData(nullptr, most); }
    qint64 writeData(const char *data, qint64 size) override;

private:
    friend class TcpListener;

    /// What it waits for.
    enum class Phase { Request, Answer, Upgrade, Frames, End };

    /// Among the places of the listener.
    quint64 place() const { return quint64(quintptr(this)); }
    static Connection *at(quint64 place) { return reinterpret_cast<Connection *>(quintptr(place)); }

    bool mayRead() const;
    void readSome();
    std::optional<SocketChannel::Read> look(QByteArray &bytes);
    bool countHandshake();
    void takeRequest(QByteArrayView bytes);
    void handOnRequest();
    bool heedPassedOn();
    void takeFrames(QByteArrayView bytes);
    void handOn(const QByteArray &bytes);
    void goOn();
    void readNoMore();
    void refuse(const HttpFault &fault);
    void end();
    void leave();
    void throwAway(qsizetype bytes);
    void writeSome();
    void finish();
    void allow(std::chrono::milliseconds time);
    void noteHeld();
    void noteHeldAnew();

    QPointer<TcpListener> m_listener; ///< null once that is being destroyed
    SocketChannel m_channel;
    ConnectionEnds m_ends;
    quint64 m_number;
    Phase m_phase = Phase::Request;
    bool m_isShakingHands = false;           ///< and counts as one that does
    bool m_waitsOut = false;                 ///< its end, without being read
    std::optional<Origin> m_countsFor;       ///< somebody else than whose socket it is
    std::unique_ptr<PassedOn> m_passedOn;    ///< of a request
    std::unique_ptr<RequestReader> m_reader; ///< from the first byte of a request until its answer
    std::unique_ptr<FrameCheck> m_frames;    ///< of a WebSocket
    QByteArray m_handedOn;
    qsizetype m_readOf = 0; ///< bytes of that
    quint64 m_requestNumber = 0;
    qsizetype m_held = 0;
    qsizetype m_thrownAway = 0; ///< bytes that came after the end
    QDeadlineTimer m_deadline;
    std::optional<uid_t> m_owner;
    std::shared_ptr<Sender> m_sender; ///< once it is asked for
    std::unique_ptr<HttpRequest> m_upgrade;
};

} // namespace everbounce
