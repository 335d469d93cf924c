// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/link/FaultFilter.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>

#include <deque>

namespace everbounce {

/// A way for messages to one other node, in order, each a few bytes of CBOR. Lives on the cluster's thread.
/// The transport owns it, and gives up a peer by the silence on it; the channel only reports what happens
/// to it.
class Channel : public QObject
{
    Q_OBJECT
public:
    Channel(FaultFilter &faults, QObject *parent);

    /// Never blocks, and never emits closed() before it returns. What a closed channel is given is lost.
    void send(const QByteArray &message);

    /// Past the faults of a lossy network, which only delay what a real one would send again.
    void sendSurely(const QByteArray &message);

    virtual bool isOpen() const = 0;

    /// What waits here to be sent.
    virtual qint64 unsentBytes() const { return 0; }

    /// What was sent before still goes out. No signal follows.
    virtual void close() = 0;

Q_SIGNALS:
    void received(const QByteArray &message);

    /// The channel is of no use any more. `byKernel`: the other side's kernel has closed it, so its process
    /// is gone; otherwise the network, or a breach of the protocol, has ended it.
    void closed(bool byKernel);

    /// A fault took a message away.
    void faultDropped();

protected:
    virtual void write(const QByteArray &message) = 0;

    /// To be called for every message that comes in.
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
