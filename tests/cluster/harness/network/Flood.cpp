// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cluster/harness/network/Flood.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <vector>

namespace everbounce::harness {
namespace {

/// One connection to this machine; it is blocked only by poll().
class Sender
{
public:
    Sender(quint16 port, const FloodWords &words)
        : m_port(port)
        , m_words(words)
    {
        dial();
    }
    ~Sender() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(Sender)

    int descriptor() const { return m_descriptor; }

    /// As much as the kernel takes now; from the start again if the other side has ended it.
    qint64 send()
    {
        const auto sent =
            ::send(m_descriptor, m_left.data(), std::size_t(m_left.size()), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            ::close(m_descriptor);
            dial();
            return 0;
        }
        m_left.remove(0, sent);
        if (m_left.isEmpty())
            m_left = m_words.again;
        return sent;
    }

private:
    void dial()
    {
        m_descriptor = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(m_port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::connect(m_descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address);
        m_left = m_words.first + m_words.again;
    }

    quint16 m_port;
    const FloodWords &m_words;
    int m_descriptor = -1;
    QByteArray m_left;
};

} // namespace

FloodWords floodOfRequests()
{
    return {{}, QByteArray("GET /page/main.js HTTP/1.1\r\nHost: localhost\r\n\r\n").repeated(500)};
}

FloodWords floodOfPings()
{
    const QByteArray ping = QByteArray("\x89\xfd") + QByteArray(4 + 125, 'x');
    return {
        "GET /live?mode=standby HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
        ping.repeated(200)};
}

Flood::Flood(const QUrl &node, int connections, const FloodWords &words)
    : m_thread([this, port = quint16(node.port()), connections, words] { run(port, connections, words); })
{
}

Flood::~Flood()
{
    m_over = true;
    m_thread.join();
}

void Flood::run(quint16 port, int connections, const FloodWords &words)
{
    std::vector<std::unique_ptr<Sender>> senders;
    for (int i = 0; i < connections; ++i)
        senders.push_back(std::make_unique<Sender>(port, words));
    std::vector<pollfd> waiting(senders.size());
    while (!m_over) {
        for (std::size_t i = 0; i < senders.size(); ++i)
            waiting[i] = {senders[i]->descriptor(), POLLOUT, 0};
        ::poll(waiting.data(), waiting.size(), 50);
        for (std::size_t i = 0; i < senders.size(); ++i) {
            if (waiting[i].revents)
                m_sent += senders[i]->send();
        }
    }
}

} // namespace everbounce::harness
