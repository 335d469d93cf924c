// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/access/sender/SocketOwner.h"
#include "web/tls/TlsStream.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QSocketNotifier>

#include <chrono>
#include <functional>
#include <memory>

namespace everbounce {

/// Bounds what the kernel keeps for each connection that this socket accepts from now on, or for this one.
void boundBuffers(qintptr descriptor);

/// The bytes of one connection, as the kernel has them, or within TLS. What it does not take at once is kept;
/// what it has received stays there until it is taken. Lives on the thread on which it was made.
class SocketChannel
{
public:
    using Read = TlsStream::Read;

    /// Takes over an accepted connection. Watches for nothing at first.
    explicit SocketChannel(qintptr descriptor);
    ~SocketChannel();
    Q_DISABLE_COPY_MOVE(SocketChannel)

    /// `readable`: there are bytes, or the other side is gone. `writable`: some of what was kept may go.
    void watch(std::function<void()> readable, std::function<void()> writable);

    /// Options for a server of viewers; a host that says nothing for that long, when it should, is gone.
    void setOptions(std::chrono::seconds silence);

    /// The other side is expected to begin with TLS. If it does not, its bytes are taken as they are.
    void expectTls(const TlsContext &context) { m_context = context; }
    bool isEncrypted() const { return m_tls != nullptr; }

    /// Whether there is a first byte, by which it is known whether the other side begins with TLS.
    bool begins();

    /// The other side has begun with TLS, and what comes before the first of its bytes goes on.
    bool isShakingHands() const { return m_tls && !m_tls->isReady(); }

    bool isOpen() const { return m_descriptor >= 0; }
    qintptr descriptor() const { return m_descriptor; }
    SocketEnd peer() const;
    SocketEnd local() const;

    void setReading(bool wanted);

    /// What has been received, up to the size of `into`; it stays there.
    Read peek(QByteArray &into);

    /// Removes this many of the bytes that peek() returned.
    void take(qsizetype bytes);

    /// Whether the other side is still there, as far as that is known.
    bool send(QByteArrayView bytes);

    /// Goes on sending what is kept: how many bytes the kernel took, negative if the other side is gone.
    qsizetype flush();

    qsizetype unsent() const { return m_unsent.size() - m_sent; }

    /// Memory of the kernel for what the other side has not read, and for what is not read from it, where
    /// that is worth counting. At most that much: what the other side reads meanwhile is known after
    /// askKernel().
    qsizetype inKernel();
    void askKernel();

    /// Tells the other side that nothing more comes.
    void endWriting();

    /// With everything that is kept. The other side still gets what the kernel has for it, unless that is
    /// much.
    void close();

    /// The same, and nothing more is sent.
    void abort();

private:
    void end(qsizetype left);
    void onReadable();
    void onWritable();
    void waitToWrite();
    qsizetype sendNow(QByteArrayView bytes);

    qintptr m_descriptor;
    TlsContext m_context; ///< until the first byte
    std::unique_ptr<TlsStream> m_tls;
    bool m_readsOn = false; ///< in the event loop's next turn
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable; ///< only once something was kept
    std::function<void()> m_onReadable;
    std::function<void()> m_onWritable;
    QByteArray m_unsent;
    qsizetype m_sent = 0;      ///< of these
    qsizetype m_inKernel = 0;  ///< when it was asked
    qsizetype m_sentSince = 0; ///< bytes
};

} // namespace everbounce
