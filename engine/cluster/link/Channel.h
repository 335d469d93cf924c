// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/FaultFilter.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <deque>

namespace everbounce {

/// A way for messages to one other node, in order, each a few bytes of CBOR. The transport owns it, and gives
/// a peer up when it is silent on it; the channel only reports what happens. Lives on the cluster's thread.
class Channel : public QObject
{
    Q_OBJECT
public:
    Channel(FaultFilter &faults, QObject *parent);

    /// Never blocks, and never emits closed() before it returns. Messages for a closed channel are lost.
    void send(const QByteArray &message);

    /// Bypasses the faults of a lossy network; for what a real network would send again.
    void sendSurely(const QByteArray &message);

    virtual bool isOpen() const = 0;

    /// What waits here to be sent.
    virtual qint64 unsentBytes() const { return 0; }

    /// What was sent before still goes out. No signal follows.
    virtual void close() = 0;

Q_SIGNALS:
    void received(const QByteArray &message);

    /// The channel has ended. `byKernel`: the other side's kernel closed it, so its process is gone;
    /// otherwise the network failed, or the protocol was broken.
    void closed(bool byKernel);

    /// A fault has dropped a message.
    void faultDropped();

protected:
    virtual void write(const QByteArray &message) = 0;

    /// Call it for every incoming message.
    void arrived(const QByteArray &message);

private:
    struct Held
    {
        Nanoseconds due;
        QByteArray message;
    };

    void releaseHeld();

    FaultFilter &m_faults;
    std::deque<Held> m_held; ///< kept in order, as a stream's retransmission would
    QTimer m_release;
};

} // namespace everbounce
