// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/fanout/Crowd.h"

#include "engine/base/MonotonicClock.h"
#include "tests/bench/Parts.h"
#include "tests/bench/report/Figure.h"
#include "tests/cluster/harness/Wait.h"
#include "web/http/OpenFiles.h"

#include <QAbstractEventDispatcher>

#include <algorithm>
#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

namespace everbounce::bench {
namespace {

using namespace std::chrono_literals;

/// Connections under way at a time: as many as a node's backlog certainly takes.
constexpr int joinsAtOnce = 256;

/// Files that this process needs beside those of a crowd.
constexpr int otherFiles = 256;

constexpr std::size_t sipBytes = 16;
constexpr auto sipInterval = 100ms;
constexpr auto askInterval = 10ms;

/// How often each page asks for the tick: in the second after the greeting, and how many seconds apart later
/// on, which is more in a crowd.
constexpr double firstQuestions = 3;
constexpr double leastRest = 15;
constexpr double restPerPair = 0.0015;

/// Little room in the kernel, so that not reading is felt by the node soon.
constexpr int narrowBuffer = 4096;

Nanoseconds processorTimeOf(pthread_t thread)
{
    clockid_t clock{};
    timespec time{};
    if (pthread_getcpuclockid(thread, &clock) != 0 || clock_gettime(clock, &time) != 0)
        return 0ns;
    return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

std::string handshake(const Crowd::Order &order)
{
    return "GET /live?mode=" + order.mode + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(order.port) +
           "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
           "Sec-WebSocket-Key: ZXZlcmJvdW5jZS1iZW5jaA==\r\n\r\n";
}

/// A short text as a client sends it. It masks what it says; by zeros that stays readable.
std::string frameOf(std::string_view text)
{
    return "\x81" + std::string(1, char(0x80 + text.size())) + std::string(4, '\0') + std::string(text);
}

/// From now on the kernel drops every packet for this socket before TCP sees it: no answer, no reset.
void cutOff(int socket)
{
    sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
    const sock_fprog program{1, &nothing};
    setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program);
}

void resetAndClose(int socket)
{
    const linger atOnce{1, 0};
    setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
    ::close(socket);
}

} // namespace

Crowd::Crowd(const Order &order)
    : m_order(order)
    , m_begin(monotonicNow())
    , m_members(std::size_t(order.viewers))
    , m_poll(epoll_create1(EPOLL_CLOEXEC))
    , m_bell(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
    , m_takenAt(m_begin)
{
    require(order.viewers + otherFiles <= raiseOpenFileLimit(), "the hard limit of open files is too low");
    m_thread = std::thread([this] { run(); });
}

Crowd::~Crowd()
{
    {
        const std::lock_guard lock(m_taking);
        m_leaving = true;
    }
    eventfd_write(m_bell, 1);
    m_thread.join();
    for (const Member &member : m_members)
        if (member.socket >= 0)
            resetAndClose(member.socket);
    ::close(m_bell);
    ::close(m_poll);
}

Nanoseconds Crowd::waitUntilJoined() const
{
    const bool settled =
        harness::waitUntil([this] { return m_joinedAt != 0 || m_lost > 0; }, std::chrono::minutes(1));
    require(m_lost == 0, "the node has turned a viewer away");
    require(settled, "not all viewers have joined within a minute");
    return Nanoseconds(m_joinedAt) - m_begin;
}

void Crowd::watchNow()
{
    const std::lock_guard lock(m_taking);
    m_order.mode = "track";
    m_joined = 0;
    m_joinedAt = 0;
    m_asked = 0;
    m_begin = monotonicNow();
    eventfd_write(m_bell, 1);
}

Crowd::Take Crowd::take()
{
    const std::lock_guard lock(m_taking);
    const Nanoseconds now = monotonicNow();
    const Nanoseconds used = processorTimeOf(m_thread.native_handle());
    Take taken = std::exchange(m_take, {});
    taken.time = now - std::exchange(m_takenAt, now);
    taken.processorTime = used - std::exchange(m_processorTimeTaken, used);
    for (Member &member : m_members)
        taken.longestGaps << milliseconds(std::exchange(member.longestGap, 0ns));
    return taken;
}

void Crowd::run()
{
    epoll_event bell{EPOLLIN, {.ptr = nullptr}};
    epoll_ctl(m_poll, EPOLL_CTL_ADD, m_bell, &bell);
    std::array<epoll_event, 512> events;
    Nanoseconds nextAct = monotonicNow();
    int wait = 0;
    for (;;) {
        connectMore();
        const int count = epoll_wait(m_poll, events.data(), int(events.size()), wait);
        const std::lock_guard lock(m_taking);
        for (int index = 0; index < count; ++index) {
            const epoll_event &event = events[std::size_t(index)];
            if (event.data.ptr)
                handle(*static_cast<Member *>(event.data.ptr), event.events);
            else
                rouse();
        }
        if (m_leaving)
            return;
        if (acts() && m_joinedAt != 0 && monotonicNow() >= nextAct) {
            nextAct = monotonicNow() + actInterval();
            act();
        }
        wait = acts() ? int(actInterval().count()) : -1;
    }
}

void Crowd::connectMore()
{
    while (m_begun < m_members.size() && int(m_begun) - m_joined - m_lost < joinsAtOnce)
        connectOne(m_members[m_begun++]);
}

void Crowd::connectOne(Member &member)
{
    member.socket = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_order.habit != Habit::Reads)
        setsockopt(member.socket, SOL_SOCKET, SO_RCVBUF, &narrowBuffer, sizeof narrowBuffer);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(m_order.port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    epoll_event event{EPOLLOUT, {.ptr = &member}};
    const int connected = ::connect(member.socket, reinterpret_cast<sockaddr *>(&address), sizeof address);
    if ((connected != 0 && errno != EINPROGRESS) ||
        epoll_ctl(m_poll, EPOLL_CTL_ADD, member.socket, &event) != 0)
        lose(member);
}

void Crowd::handle(Member &member, unsigned int events)
{
    if (member.socket < 0)
        return;
    if (events & EPOLLOUT) {
        const std::string request = handshake(m_order);
        epoll_event event{EPOLLIN, {.ptr = &member}};
        if (::send(member.socket, request.data(), request.size(), MSG_NOSIGNAL) != ssize_t(request.size()) ||
            epoll_ctl(m_poll, EPOLL_CTL_MOD, member.socket, &event) != 0)
            lose(member);
        return;
    }
    if (!receive(member, std::size_t(-1)))
        lose(member);
}

/// False where the connection has ended.
bool Crowd::receive(Member &member, std::size_t most)
{
    static thread_local std::array<char, 64 * 1024> buffer;
    const ssize_t count = ::recv(member.socket, buffer.data(), std::min(most, buffer.size()), 0);
    if (count <= 0)
        return count < 0 && errno == EAGAIN;
    const std::string_view bytes(buffer.data(), std::size_t(count));
    if (!member.open)
        return readHead(member, bytes);
    m_take.bytes += count;
    const Nanoseconds at = monotonicNow();
    return member.reader.read(bytes, [&](std::string_view text) { hear(member, text, at); });
}

bool Crowd::readHead(Member &member, std::string_view bytes)
{
    static constexpr std::string_view end = "\r\n\r\n";
    member.head += bytes;
    const auto at = member.head.find(end);
    if (at == std::string::npos)
        return true;
    member.open = member.head.starts_with("HTTP/1.1 101 ");
    const std::string rest = std::exchange(member.head, {}).substr(at + end.size());
    const Nanoseconds now = monotonicNow();
    return member.open && member.reader.read(rest, [&](std::string_view text) { hear(member, text, now); });
}

void Crowd::hear(Member &member, std::string_view text, Nanoseconds at)
{
    ++m_take.messages;
    if (!Deliveries::isFlight(text)) {
        if (isStandby() && !std::exchange(member.joined, true))
            settle(member);
        return;
    }
    if (member.joined)
        member.longestGap = std::max(member.longestGap, at - member.lastAt);
    member.lastAt = at;
    m_take.deliveries.add(text, at);
    if (!std::exchange(member.joined, true))
        settle(member);
}

/// A member takes up its habit when it has joined.
void Crowd::settle(Member &member)
{
    if (m_order.habit == Habit::Vanishes)
        cutOff(member.socket);
    if (m_order.habit != Habit::Reads)
        epoll_ctl(m_poll, EPOLL_CTL_DEL, member.socket, nullptr);
    if (++m_joined < viewers())
        return;
    m_joinedAt = monotonicNow().count();
    QAbstractEventDispatcher::instance(QCoreApplication::instance()->thread())->wakeUp();
}

void Crowd::rouse()
{
    eventfd_t rung = 0;
    eventfd_read(m_bell, &rung);
    for (Member &member : m_members) {
        if (m_leaving || member.socket < 0)
            continue;
        member.joined = false;
        say(member, R"({"type":"watch"})");
    }
}

void Crowd::say(Member &member, std::string_view text)
{
    const std::string frame = frameOf(text);
    if (::send(member.socket, frame.data(), frame.size(), MSG_NOSIGNAL) != ssize_t(frame.size()))
        lose(member);
}

std::chrono::milliseconds Crowd::actInterval() const
{
    return m_order.habit == Habit::Sips ? sipInterval : askInterval;
}

void Crowd::act()
{
    if (m_order.habit == Habit::Sips)
        sip();
    else
        askInTurn();
}

void Crowd::sip()
{
    for (Member &member : m_members)
        if (member.socket >= 0 && !receive(member, sipBytes))
            lose(member);
}

/// One after another: the questions of pages are spread over the time as well.
void Crowd::askInTurn()
{
    const std::chrono::duration<double> joinedFor = monotonicNow() - Nanoseconds(m_joinedAt);
    const double rest = std::max(leastRest, restPerPair * viewers() * viewers());
    const double each = std::min(joinedFor.count(), 1.0) * firstQuestions + joinedFor.count() / rest;
    const auto due = qint64(double(viewers()) * each);
    for (; m_asked < due; ++m_asked) {
        Member &member = m_members[std::size_t(m_asked) % m_members.size()];
        if (member.socket >= 0)
            say(member, R"({"type":"tick"})");
    }
}

void Crowd::lose(Member &member)
{
    ::close(std::exchange(member.socket, -1));
    ++m_lost;
    QAbstractEventDispatcher::instance(QCoreApplication::instance()->thread())->wakeUp();
}

} // namespace everbounce::bench
