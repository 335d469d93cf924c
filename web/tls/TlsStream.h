// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <cerrno>
#include <memory>

#include <openssl/ssl.h>

namespace everbounce {

/// Whether a call on a socket failed for now only.
inline bool isSocketBusy(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == ENOBUFS || error == ENOMEM;
}

/// What a server needs for TLS: a certificate, its key, and which versions and ciphers it takes.
using TlsContext = std::shared_ptr<SSL_CTX>;

/// The server's side of TLS on a connected socket, which stays its owner's. Never blocks. What has been
/// received stays in the kernel except for one record, and one call reads little more than that, however fast
/// the other side sends.
class TlsStream
{
public:
    enum class Read { Bytes, Nothing, End };

    TlsStream(const TlsContext &context, int socket);

    /// What has been received, up to the size of `into`; it stays there. Goes on with the handshake.
    Read peek(QByteArray &into);

    /// Removes this many of the bytes that peek() returned.
    void take(qsizetype bytes);

    /// How many bytes were taken; negative if the other side is gone. What was not taken has to come first
    /// next time.
    qsizetype send(QByteArrayView bytes);

    bool isReady() const { return SSL_is_init_finished(m_tls.get()) == 1; }

    /// Decrypted bytes wait here, of which poll() on the socket says nothing.
    bool holdsBytes() const { return SSL_pending(m_tls.get()) > 0; }

    /// TLS itself has to send something before it can go on, and the kernel has no room for it.
    bool waitsToWrite() const { return m_waitsToWrite; }

    /// Says that nothing more comes.
    void endWriting();

private:
    friend struct TlsSocket;
    struct Free
    {
        void operator()(SSL *tls) const { SSL_free(tls); }
    };

    int m_socket;
    int m_allowance = 0;      ///< bytes that may still be read within this call
    qsizetype m_overhead = 0; ///< bytes since the last one that was the application's
    bool m_waitsToWrite = false;
    std::unique_ptr<SSL, Free> m_tls;
};

} // namespace everbounce
