// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/access/sender/SocketOwner.h"

#include <QFile>
#include <QtEndian>

#include <array>
#include <cstring>

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

namespace everbounce {
namespace {

struct Question
{
    nlmsghdr head{};
    inet_diag_req_v2 body{};
};

/// The kernel answers at once, or not at all.
constexpr timeval patience{0, 100'000};

class NetlinkSocket
{
public:
    NetlinkSocket()
        : m_descriptor(socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG))
    {
        setsockopt(m_descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    ~NetlinkSocket()
    {
        if (m_descriptor >= 0)
            close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(NetlinkSocket)

    /// The one socket in question; nothing after an error.
    std::optional<inet_diag_msg> ask(const Question &question) const
    {
        sockaddr_nl kernel{};
        kernel.nl_family = AF_NETLINK;
        if (sendto(m_descriptor, &question, sizeof question, 0, reinterpret_cast<sockaddr *>(&kernel),
                   sizeof kernel) != ssize_t(sizeof question))
            return std::nullopt;
        std::array<char, 4096> answer{};
        sockaddr_nl from{};
        socklen_t fromSize = sizeof from;
        const ssize_t size = recvfrom(m_descriptor, answer.data(), answer.size(), 0,
                                      reinterpret_cast<sockaddr *>(&from), &fromSize);
        nlmsghdr head{};
        inet_diag_msg found{};
        if (size < ssize_t(NLMSG_LENGTH(sizeof found)) || from.nl_pid != 0)
            return std::nullopt;
        std::memcpy(&head, answer.data(), sizeof head);
        if (head.nlmsg_type != SOCK_DIAG_BY_FAMILY)
            return std::nullopt;
        std::memcpy(&found, answer.data() + NLMSG_HDRLEN, sizeof found);
        return found;
    }

private:
    int m_descriptor;
};

/// An IPv4 address on a dual-stack socket counts as IPv4: the kernel finds either socket.
std::optional<quint32> asIPv4(const QHostAddress &address)
{
    bool isIPv4 = false;
    const quint32 bits = address.toIPv4Address(&isIPv4);
    return isIPv4 ? std::optional(qToBigEndian(bits)) : std::nullopt;
}

void write(const QHostAddress &address, __be32 (&to)[4])
{
    if (const auto bits = asIPv4(address)) {
        to[0] = *bits;
        return;
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    static_assert(sizeof bytes == sizeof to);
    std::memcpy(to, &bytes, sizeof to);
}

Question questionAbout(const SocketEnd &own, const SocketEnd &other)
{
    Question question;
    question.head.nlmsg_len = sizeof question;
    question.head.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.head.nlmsg_flags = NLM_F_REQUEST;
    question.body.sdiag_family = asIPv4(own.address) ? AF_INET : AF_INET6;
    question.body.sdiag_protocol = IPPROTO_TCP;
    question.body.idiag_states = ~0U;
    question.body.id.idiag_sport = qToBigEndian(own.port);
    question.body.id.idiag_dport = qToBigEndian(other.port);
    write(own.address, question.body.id.idiag_src);
    write(other.address, question.body.id.idiag_dst);
    question.body.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    question.body.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
    return question;
}

/// If there is no connection with these ends, the kernel may report another socket: the one that listens
/// there.
std::optional<inet_diag_msg> connectionBetween(const SocketEnd &own, const SocketEnd &other,
                                               const NetlinkSocket &kernel)
{
    const Question question = questionAbout(own, other);
    const auto found = kernel.ask(question);
    const bool isIt = found && found->id.idiag_sport == question.body.id.idiag_sport &&
                      found->id.idiag_dport == question.body.id.idiag_dport;
    return isIt ? found : std::nullopt;
}

bool isOpen(int state)
{
    return state == TCP_ESTABLISHED || state == TCP_CLOSE_WAIT || state == TCP_FIN_WAIT1 ||
           state == TCP_FIN_WAIT2;
}

/// The kernel reports a socket that no process has any more as root's, without an inode.
std::optional<uid_t> ownerOf(const inet_diag_msg &socket)
{
    return socket.idiag_inode != 0 ? std::optional<uid_t>(socket.idiag_uid) : std::nullopt;
}

uid_t overflowUser()
{
    constexpr uid_t usual = 65534;
    QFile file(QStringLiteral("/proc/sys/kernel/overflowuid"));
    bool isNumber = false;
    const uid_t told = file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toUInt(&isNumber) : 0;
    return isNumber ? told : usual;
}

} // namespace

AcceptedSocket AcceptedSocket::of(int descriptor, const SocketEnd &peer, const SocketEnd &local)
{
    struct stat status = {};
    return {peer, local, fstat(descriptor, &status) == 0 ? status.st_ino : 0};
}

std::optional<uid_t> peerOwner(const AcceptedSocket &socket)
{
    const NetlinkSocket kernel;
    const auto theirs = connectionBetween(socket.peer, socket.local, kernel);
    if (!theirs || !isOpen(theirs->idiag_state))
        return std::nullopt;
    // A reset connection frees its port, perhaps for somebody else's connection. As long as this end is open,
    // that cannot have happened.
    const auto ours = connectionBetween(socket.local, socket.peer, kernel);
    if (!ours || !isOpen(ours->idiag_state) || socket.inode == 0 || ours->idiag_inode != socket.inode)
        return std::nullopt;
    return ownerOf(*theirs);
}

std::optional<uid_t> listenerOwner(const SocketEnd &end)
{
    const QHostAddress nobody(asIPv4(end.address) ? QHostAddress::AnyIPv4 : QHostAddress::AnyIPv6);
    const auto found = NetlinkSocket().ask(questionAbout(end, {nobody, 0}));
    return found && found->idiag_state == TCP_LISTEN ? ownerOf(*found) : std::nullopt;
}

std::optional<uid_t> ownUser()
{
    const uid_t user = geteuid();
    return user != overflowUser() ? std::optional(user) : std::nullopt;
}

} // namespace everbounce
