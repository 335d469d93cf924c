// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/soak/Switch.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace everbounce::soak {
namespace {

constexpr std::size_t longestFrame = 65'536;
constexpr int framesAtOnce = 64; ///< of one host, before the others have their turn

} // namespace

Switch::Switch(int hosts)
{
    int ends[2] = {-1, -1};
    if (::pipe2(ends, O_CLOEXEC) != 0)
        m_problem = QStringLiteral("no pipe can be had");
    m_taps.push_back(ends[0]);
    m_end = ends[1];
    for (int host = 1; host <= hosts && m_problem.isEmpty(); ++host) {
        if (!open(host))
            m_problem = QStringLiteral("no TAP device can be had: %1")
                            .arg(QString::fromLocal8Bit(std::strerror(errno)));
    }
    if (m_problem.isEmpty())
        m_thread = std::thread([this] { run(); });
}

Switch::~Switch()
{
    ::close(m_end);
    if (m_thread.joinable())
        m_thread.join();
    for (const int tap : m_taps)
        ::close(tap);
}

QString Switch::macOf(int host)
{
    return QStringLiteral("02:00:00:00:00:%1").arg(host, 2, 16, QLatin1Char('0'));
}

bool Switch::open(int host)
{
    const int tap = ::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (tap < 0)
        return false;
    m_taps.push_back(tap);
    struct ifreq request = {};
    request.ifr_flags = IFF_TAP | IFF_NO_PI;
    std::strncpy(request.ifr_name, deviceOf(host).toLatin1().constData(), IFNAMSIZ - 1);
    return ::ioctl(tap, TUNSETIFF, &request) == 0;
}

void Switch::setPath(int from, int to, const Path &path)
{
    const std::scoped_lock lock(m_mutex);
    m_paths[{from, to}] = path;
}

void Switch::heal()
{
    const std::scoped_lock lock(m_mutex);
    m_paths.clear();
}

void Switch::run()
{
    std::vector<pollfd> polled;
    for (const int tap : m_taps)
        polled.push_back({tap, POLLIN, 0});
    for (;;) {
        const int timeout = release();
        if (::poll(polled.data(), polled.size(), timeout) < 0 && errno != EINTR)
            return;
        if (polled[0].revents != 0)
            return;
        for (std::size_t host = 1; host < polled.size(); ++host) {
            if (polled[host].revents != 0)
                read(int(host));
        }
    }
}

/// Sends what is due. Returns how long to wait for the next frame, in milliseconds; -1 if there is none.
int Switch::release()
{
    const auto now = Clock::now();
    for (; !m_held.empty() && m_held.top().due <= now; m_held.pop()) {
        const Held &held = m_held.top();
        // A frame that a device does not take is lost, as on a wire.
        [[maybe_unused]] const auto written =
            ::write(m_taps[std::size_t(held.to)], held.frame.data(), held.frame.size());
    }
    if (m_held.empty())
        return -1;
    return int(std::chrono::ceil<std::chrono::milliseconds>(m_held.top().due - now).count());
}

void Switch::read(int from)
{
    std::string frame;
    for (int i = 0; i < framesAtOnce; ++i) {
        frame.resize(longestFrame);
        const ssize_t got = ::read(m_taps[std::size_t(from)], frame.data(), frame.size());
        if (got < ssize_t(ETH_ALEN))
            return;
        frame.resize(std::size_t(got));
        const bool isForAll = (frame[0] & 1) != 0;
        const int to = frame[5];
        for (int host = 1; host < int(m_taps.size()); ++host) {
            if (host != from && (isForAll || host == to))
                pass(from, host, frame);
        }
    }
}

void Switch::pass(int from, int to, const std::string &frame)
{
    Path path;
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_paths.find({from, to}); found != m_paths.end())
            path = found->second;
    }
    if (path.isCut || (path.loss > 0 && m_random.unit() < path.loss))
        return;
    const auto late =
        path.delay + std::chrono::duration_cast<std::chrono::milliseconds>(path.jitter * m_random.unit());
    m_held.push({Clock::now() + late, to, frame});
}

} // namespace everbounce::soak
