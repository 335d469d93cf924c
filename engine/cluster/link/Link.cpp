// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/Link.h"

#include "engine/base/MonotonicClock.h"
#include "engine/base/cbor/Cbor.h"
#include "engine/cluster/link/keys/Tls.h"

#include <QCborMap>
#include <QSslSocket>

#include <limits>
#include <utility>

namespace everbounce {

/// Frames handled per turn of the event loop, so that one peer cannot keep the others waiting.
constexpr int framesAtOnce = 64;
constexpr qint64 readBufferBytes = 256 * 1024;
constexpr qint64 unprovenBufferBytes = 16 * 1024; ///< before the hello

Link::Link(const Settings &settings, FaultFilter &faults, QObject *parent)
    : Channel(faults, parent)
    , m_settings(settings)
    , m_socket(new QSslSocket(this))
{
    m_reader.setCap(maxHelloBytes);
    usePsk(m_socket, settings.keys, [this](const QByteArray &id) { m_keyId = id; });
    m_socket->setReadBufferSize(unprovenBufferBytes);
    // Queued, because a TLS socket must not be closed from within its own signals: it goes on using its
    // OpenSSL context when they return (in Qt 6.4 a failed handshake then crashes).
    connect(m_socket, &QSslSocket::encrypted, this, &Link::greet, Qt::QueuedConnection);
    connect(m_socket, &QSslSocket::readyRead, this, &Link::queuePump);
    connect(m_socket, &QSslSocket::errorOccurred, this, &Link::onSocketError, Qt::QueuedConnection);
    connect(m_socket, &QSslSocket::disconnected, this, &Link::onDisconnected, Qt::QueuedConnection);
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] { fail(Failure::TimedOut); });
    m_timeout.start(toTimer(settings.timeout));
}

Link *Link::dial(const Settings &settings, const Endpoint &to, NodeId wanted, FaultFilter &faults,
                 QObject *parent)
{
    auto *const link = new Link(settings, faults, parent);
    link->m_settings.hello.wanted = wanted;
    link->m_remoteAddress = to.address;
    link->m_socket->connectToHostEncrypted(to.address.toString(), to.port);
    return link;
}

Link *Link::accept(const Settings &settings, qintptr descriptor, FaultFilter &faults, QObject *parent)
{
    auto *const link = new Link(settings, faults, parent);
    link->m_socket->setSocketDescriptor(descriptor);
    link->m_remoteAddress = plainAddress(link->m_socket->peerAddress());
    link->m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    link->m_socket->startServerEncryption();
    return link;
}

// ---- Introduction ----------------------------------------------------------------------------------------

void Link::greet()
{
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    sendSurely(encodedCbor(encodeHello(m_settings.hello, monotonicNow())));
}

void Link::onHello(const QByteArray &message)
{
    const auto hello = decodeHello(parsedCbor(message).toMap(), monotonicNow(),
                                   m_settings.hello.agreement.value_or(Agreement()));
    if (!hello)
        return fail(Failure::BadHello);
    switch (fitOf(*hello, m_settings.hello)) {
    case HelloFit::OtherMajor:
        Q_EMIT otherMajor(hello->profile);
        return fail(Failure::OtherMajor);
    case HelloFit::WrongPeer:
        return fail(Failure::WrongPeer);
    case HelloFit::Disagrees:
        Q_EMIT disagrees(hello->profile, disagreement(*hello, m_settings.hello));
        return fail(Failure::Disagrees);
    case HelloFit::OtherKey:
        m_isForLetter = true;
        m_reader.setCap(maxLetterBytes);
        Q_EMIT otherKey(*hello);
        return;
    case HelloFit::Fits:
        break;
    }
    m_timeout.stop();
    m_established = true;
    m_peerPort = hello->profile.linkPort;
    m_reader.setCap(maxFrameBytes);
    m_socket->setReadBufferSize(readBufferBytes);
    Q_EMIT established(*hello);
}

void Link::onLetter(const QByteArray &message)
{
    Q_EMIT letter(message);
    fail(Failure::OtherKey);
}

// ---- Messages --------------------------------------------------------------------------------------------

bool Link::isOpen() const
{
    return m_established && !m_done;
}

qint64 Link::unsentBytes() const
{
    return m_socket->bytesToWrite() + m_socket->encryptedBytesToWrite();
}

void Link::write(const QByteArray &message)
{
    if (m_done || !m_socket->isEncrypted() || message.size() > maxFrameBytes)
        return;
    if (unsentBytes() <= maxUnsentBytes) {
        m_socket->write(framed(message));
        return;
    }
    // Queued: a sender does not expect the link to end in the middle of its call.
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (!m_done)
                Q_EMIT tooSlow();
            end(false);
        },
        Qt::QueuedConnection);
}

void Link::queuePump()
{
    if (!std::exchange(m_pumpQueued, true))
        QMetaObject::invokeMethod(this, &Link::pump, Qt::QueuedConnection);
}

void Link::pump()
{
    m_pumpQueued = false;
    takeFrames(framesAtOnce);
}

void Link::takeFrames(int atMost)
{
    // While a backlog is worked off nothing more is read: the socket's buffer, and so the peer, have to wait.
    for (int taken = 0; !m_done; ++taken) {
        if (taken == atMost)
            return queuePump();
        auto message = m_reader.next();
        if (!message && !m_reader.failed() && m_socket->bytesAvailable() > 0) {
            m_reader.append(m_socket->readAll());
            message = m_reader.next();
        }
        if (m_reader.failed())
            return fail(Failure::FrameTooLong);
        if (!message)
            return;
        if (m_established)
            arrived(*message);
        else if (m_isForLetter)
            onLetter(*message);
        else
            onHello(*message);
    }
}

// ---- Ends ------------------------------------------------------------------------------------------------

void Link::close()
{
    m_done = true;
    m_timeout.stop();
    m_socket->flush();
    m_socket->disconnectFromHost();
}

void Link::onSocketError()
{
    if (m_established)
        return end(m_socket->error() == QAbstractSocket::RemoteHostClosedError);
    const bool reached = m_socket->error() == QAbstractSocket::SslHandshakeFailedError ||
                         m_socket->error() == QAbstractSocket::RemoteHostClosedError || !isDialler();
    fail(reached ? Failure::Handshake : Failure::Unreachable);
}

void Link::onDisconnected()
{
    if (m_established)
        end(true);
    else
        fail(Failure::Handshake);
}

void Link::end(bool byKernel)
{
    // What came before the end still counts: there may be a goodbye in it.
    takeFrames(std::numeric_limits<int>::max());
    if (std::exchange(m_done, true))
        return;
    m_socket->abort();
    Q_EMIT closed(byKernel);
}

void Link::fail(Failure why)
{
    if (std::exchange(m_done, true))
        return;
    m_timeout.stop();
    if (why == Failure::FrameTooLong)
        Q_EMIT frameTooLong();
    m_socket->disconnectFromHost();
    if (m_established)
        Q_EMIT closed(false);
    else
        Q_EMIT failed(m_isForLetter ? Failure::OtherKey : why); // however it ends
}

} // namespace everbounce
