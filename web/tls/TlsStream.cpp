// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tls/TlsStream.h"

#include <algorithm>
#include <cerrno>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <sys/socket.h>

namespace everbounce {
namespace {

/// A record of TLS, with what belongs to it.
constexpr int mostOfOneCall = 18 * 1024;

/// A handshake takes some 2 KiB from the other side, and a record of the application comes after at most 17.
/// Who sends more than this without any of that only wants to keep this side busy.
constexpr qsizetype mostOverhead = 64 * 1024;

} // namespace

/// OpenSSL's way to the socket. Its own one could be ended by SIGPIPE, and would read without bounds.
struct TlsSocket
{
    static TlsStream *of(BIO *bio) { return static_cast<TlsStream *>(BIO_get_data(bio)); }

    static int read(BIO *bio, char *into, int most)
    {
        TlsStream *stream = of(bio);
        BIO_clear_retry_flags(bio);
        const int size = std::min(most, stream->m_allowance);
        if (size == 0 && most > 0) {
            BIO_set_retry_read(bio);
            return -1;
        }
        const auto got = ::recv(stream->m_socket, into, std::size_t(size), MSG_DONTWAIT);
        if (got < 0 && isSocketBusy(errno))
            BIO_set_retry_read(bio);
        if (got > 0) {
            stream->m_allowance -= int(got);
            stream->m_overhead += got;
        }
        return int(got);
    }

    static int write(BIO *bio, const char *bytes, int size)
    {
        BIO_clear_retry_flags(bio);
        const auto sent = ::send(of(bio)->m_socket, bytes, std::size_t(size), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && isSocketBusy(errno))
            BIO_set_retry_write(bio);
        return int(sent);
    }

    static long control(BIO *, int command, long, void *)
    {
        return command == BIO_CTRL_FLUSH ? 1 : 0; // nothing waits here
    }

    static const BIO_METHOD *method()
    {
        static BIO_METHOD *const method = [] {
            BIO_METHOD *made = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "everbounce");
            BIO_meth_set_read(made, read);
            BIO_meth_set_write(made, write);
            BIO_meth_set_ctrl(made, control);
            return made;
        }();
        return method;
    }
};

TlsStream::TlsStream(const TlsContext &context, int socket)
    : m_socket(socket)
    , m_tls(SSL_new(context.get()))
{
    BIO *bio = BIO_new(TlsSocket::method());
    BIO_set_data(bio, this);
    BIO_set_init(bio, 1);
    SSL_set_bio(m_tls.get(), bio, bio);
    SSL_set_accept_state(m_tls.get());
}

TlsStream::Read TlsStream::peek(QByteArray &into)
{
    m_allowance = mostOfOneCall;
    ERR_clear_error();
    const int got = SSL_peek(m_tls.get(), into.data(), int(into.size()));
    const int why = got > 0 ? SSL_ERROR_NONE : SSL_get_error(m_tls.get(), got);
    m_waitsToWrite = why == SSL_ERROR_WANT_WRITE;
    if (got > 0) {
        m_overhead = 0;
        into.truncate(got);
        return Read::Bytes;
    }
    const bool goesOn = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE;
    return goesOn && m_overhead <= mostOverhead ? Read::Nothing : Read::End;
}

void TlsStream::take(qsizetype bytes)
{
    char dropped[4096];
    m_allowance = 0; // they are here
    while (bytes > 0) {
        ERR_clear_error();
        const int got = SSL_read(m_tls.get(), dropped, int(std::min(qsizetype(sizeof dropped), bytes)));
        if (got <= 0)
            return;
        bytes -= got;
    }
}

qsizetype TlsStream::send(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return 0;
    ERR_clear_error();
    const int sent = SSL_write(m_tls.get(), bytes.data(), int(bytes.size()));
    if (sent > 0)
        return sent;
    const int why = SSL_get_error(m_tls.get(), sent);
    return why == SSL_ERROR_WANT_WRITE || why == SSL_ERROR_WANT_READ ? 0 : -1;
}

void TlsStream::endWriting()
{
    ERR_clear_error();
    if (isReady())
        SSL_shutdown(m_tls.get());
}

} // namespace everbounce
