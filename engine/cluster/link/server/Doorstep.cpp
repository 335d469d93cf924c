// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/link/server/Doorstep.h"

#include "engine/base/MonotonicClock.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace everbounce {
namespace {

constexpr int headerBytes = 5; ///< of a TLS record: kind, two bytes of version, two of length
constexpr int maxGreetingBytes = 2048;

/// Let in per turn of the event loop: each starts a handshake, and those in progress must get on as well.
constexpr int letInAtOnce = 8;

enum class Greeting { Whole, Partly, Wrong };

/// Peeks without taking. The kernel waits for the rest.
Greeting greetingOf(int descriptor)
{
    std::array<unsigned char, headerBytes + maxGreetingBytes> bytes{};
    const ssize_t got = ::recv(descriptor, bytes.data(), bytes.size(), MSG_PEEK | MSG_DONTWAIT);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR ? Greeting::Partly : Greeting::Wrong;
    constexpr unsigned char handshake = 22, version = 3;
    if (got == 0 || bytes[0] != handshake || (got > 1 && bytes[1] != version))
        return Greeting::Wrong;
    const int length = got < headerBytes ? 0 : bytes[3] * 256 + bytes[4];
    if (length > maxGreetingBytes)
        return Greeting::Wrong;
    const int wanted = headerBytes + length;
    if (got >= wanted && length > 0)
        return Greeting::Whole;
    pollfd ended{descriptor, POLLRDHUP, 0};
    if (::poll(&ended, 1, 0) != 0)
        return Greeting::Wrong; // no more will come
    // So that not each byte that trickles in wakes it.
    const int atLeast = got < headerBytes ? headerBytes : wanted;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &atLeast, sizeof atLeast);
    return Greeting::Partly;
}

void readNormally(int descriptor)
{
    constexpr int one = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_RCVLOWAT, &one, sizeof one);
}

} // namespace

Doorstep::Doorstep(const Places::Limits &limits, Nanoseconds patience, QObject *parent)
    : QObject(parent)
    , m_patience(patience)
    , m_places(limits)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Doorstep::dropLate);
    connect(&m_turn, &QTimer::timeout, this, &Doorstep::letIn);
}

Doorstep::~Doorstep()
{
    clear();
}

void Doorstep::clear()
{
    while (!m_waiting.empty())
        drop(m_waiting.begin()->first);
}

void Doorstep::add(int descriptor, const QHostAddress &from, bool isKnown)
{
    const auto [id, leaves] = m_places.admit(from, isKnown);
    if (leaves) {
        drop(*leaves);
        Q_EMIT noRoom();
    }
    Waiting &waiting = m_waiting[id] = {descriptor, from, isKnown, monotonicNow() + m_patience,
                                        std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read)};
    connect(waiting.notifier.get(), &QSocketNotifier::activated, this, [this, id = id] { look(id); });
    if (!m_timer.isActive())
        m_timer.start(toTimer(m_patience));
    look(id); // a connection that had to wait has mostly sent its greeting by now
}

void Doorstep::look(Places::Id id)
{
    switch (greetingOf(m_waiting.at(id).descriptor)) {
    case Greeting::Partly:
        return;
    case Greeting::Wrong:
        drop(id);
        return Q_EMIT notTls();
    case Greeting::Whole:
        m_waiting.at(id).notifier->setEnabled(false);
        m_ready.insert(id);
        if (!m_turn.isActive())
            m_turn.start(0);
        return;
    }
}

void Doorstep::letIn()
{
    for (int i = 0; i < letInAtOnce; ++i) {
        const auto next = nextToLetIn();
        if (!next)
            return m_turn.stop();
        const Waiting waiting = take(*next);
        readNormally(waiting.descriptor);
        Q_EMIT knocked(waiting.descriptor, waiting.from);
    }
}

std::optional<Places::Id> Doorstep::nextToLetIn() const
{
    if (m_ready.empty())
        return std::nullopt;
    const auto known = std::find_if(m_ready.begin(), m_ready.end(),
                                    [this](Places::Id id) { return m_waiting.at(id).isKnown; });
    return known == m_ready.end() ? *m_ready.begin() : *known;
}

Doorstep::Waiting Doorstep::take(Places::Id id)
{
    Waiting waiting = std::move(m_waiting.at(id));
    m_waiting.erase(id);
    m_ready.erase(id);
    m_places.release(id);
    // Its signal may have brought us here, so it lives on for this turn of the event loop.
    waiting.notifier->setEnabled(false);
    waiting.notifier.release()->deleteLater();
    return waiting;
}

void Doorstep::drop(Places::Id id)
{
    ::close(take(id).descriptor);
}

void Doorstep::dropLate()
{
    const Nanoseconds now = monotonicNow();
    while (!m_waiting.empty() && m_waiting.begin()->second.until <= now) {
        drop(m_waiting.begin()->first);
        Q_EMIT silent();
    }
    if (!m_waiting.empty())
        m_timer.start(toTimer(m_waiting.begin()->second.until - now));
}

} // namespace everbounce
