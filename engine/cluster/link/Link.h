// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/FrameReader.h"
#include "engine/cluster/link/Channel.h"
#include "engine/cluster/link/Endpoint.h"
#include "engine/cluster/link/Hello.h"
#include "engine/cluster/link/keys/ClusterKey.h"

QT_FORWARD_DECLARE_CLASS(QSslSocket)

namespace everbounce {

/// One encrypted TCP connection to another node, from dialling or accepting it, through handshake and hello,
/// to its end. After established() it is a Channel like any other; before, failed() ends it.
class Link final : public Channel
{
    Q_OBJECT
public:
    enum class Failure {
        Unreachable, ///< nobody answers there
        Handshake,   ///< another key, or not TLS at all
        TimedOut,
        BadHello,
        FrameTooLong,
        OtherMajor, ///< otherMajor() has said which node it is
        WrongPeer,  ///< one side looked for another node
        Disagrees,  ///< disagrees() has said which node it is
        OtherKey,   ///< one side has a newer key; that was all that there was to say
    };

    struct Settings
    {
        QList<ClusterKeys> keys;                       ///< the newest first
        Hello hello;                                   ///< of this node
        Nanoseconds timeout = std::chrono::seconds(2); ///< for handshake and hello together
    };

    /// A link that looks for the node `wanted` at an address.
    static Link *dial(const Settings &settings, const Endpoint &to, NodeId wanted, FaultFilter &faults,
                      QObject *parent);
    /// A link on an accepted connection. Closes the descriptor if it is of no use.
    static Link *accept(const Settings &settings, qintptr descriptor, FaultFilter &faults, QObject *parent);

    bool isDialler() const { return bool(m_settings.hello.wanted); }
    /// The id of the key that made the connection.
    QByteArray keyId() const { return m_keyId; }
    /// Where the peer accepts links itself, once established.
    Endpoint peerListensAt() const { return {m_remoteAddress, m_peerPort}; }

    bool isOpen() const override;
    qint64 unsentBytes() const override;
    void close() override;

Q_SIGNALS:
    void established(const everbounce::Hello &peer);
    void failed(everbounce::Link::Failure why);
    void otherMajor(const everbounce::NodeProfile &peer);
    /// `difference` says in what, as differenceOf() does.
    void disagrees(const everbounce::NodeProfile &peer, const QString &difference);

    /// The peer has proved that it has a key of the ring, but its newest is another one than this node's, so
    /// this is no link. What is sent now is a letter; one from the other side arrives by letter(), and ends
    /// the connection.
    void otherKey(const everbounce::Hello &peer);
    void letter(const QByteArray &message);

    /// A frame was over the cap; the link ends.
    void frameTooLong();
    /// The peer does not read what it is sent; the link ends.
    void tooSlow();

protected:
    void write(const QByteArray &message) override;

private:
    Link(const Settings &settings, FaultFilter &faults, QObject *parent);

    void greet();
    void queuePump();
    void pump();
    void takeFrames(int atMost);
    void onHello(const QByteArray &message);
    void onLetter(const QByteArray &message);
    void onSocketError();
    void onDisconnected();
    void end(bool byKernel);
    void fail(Failure why);

    Settings m_settings;
    QByteArray m_keyId;
    QHostAddress m_remoteAddress;
    quint16 m_peerPort = 0;
    QSslSocket *m_socket;
    QTimer m_timeout;
    FrameReader m_reader;
    bool m_established = false;
    bool m_isForLetter = false; ///< and never established
    bool m_done = false;        ///< closed, failed or ended: nothing more is emitted
    bool m_pumpQueued = false;
};

} // namespace everbounce
