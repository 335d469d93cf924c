// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/fanout/Deliveries.h"
#include "tests/bench/fanout/FrameReader.h"

#include <atomic>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace everbounce::bench {

/// How a viewer treats its node.
enum class Habit {
    Reads,   ///< at once and, where it has the track, asks for the tick now and then, as a page does
    Sips,    ///< sixteen bytes, ten times a second
    Deaf,    ///< never reads once it is open, though its kernel answers as long as it has room
    Vanishes ///< once it is open no packet gets through to it any more, as when its host loses power
};

/// Very many viewers of one node, on a thread of their own that does nothing else: plain sockets and epoll,
/// so that they cost little beside what is measured. Their own cost is measured too.
class Crowd
{
public:
    struct Order
    {
        quint16 port = 0;           ///< on 127.0.0.1
        std::string mode = "track"; ///< or frames, or standby
        int viewers = 0;
        Habit habit = Habit::Reads;
    };

    /// What a crowd got in a time.
    struct Take
    {
        Nanoseconds time{0};
        Nanoseconds processorTime{0}; ///< used by the crowd itself
        qint64 messages = 0;
        qint64 bytes = 0; ///< with the heads of WebSocket frames
        Deliveries deliveries;
        QList<double> longestGaps; ///< of each viewer, between messages of the flight, in milliseconds
    };

    /// Begins to join. Raises the limit of open files as far as possible; throws Failure if that is too low.
    explicit Crowd(const Order &order);

    /// All leave at once, by a reset: nothing stays behind in the kernel.
    ~Crowd();
    Q_DISABLE_COPY_MOVE(Crowd)

    bool isStandby() const { return m_order.mode == "standby"; }
    int viewers() const { return int(m_members.size()); }

    /// Runs the event loop until all viewers have had the first message of the flight or, as standbys, the
    /// first of all. Returns the time since the beginning, or since watchNow(); throws Failure if a viewer
    /// was turned away, or if it takes more than a minute.
    Nanoseconds waitUntilJoined() const;

    /// Standbys begin to watch, all at once.
    void watchNow();

    /// Those whom the node has sent away.
    int lost() const { return m_lost; }

    /// What has come since the last call, or since the beginning.
    Take take();

private:
    struct Member
    {
        int socket = -1;
        bool open = false; ///< it is a WebSocket by now
        bool joined = false;
        FrameReader reader;
        std::string head; ///< of the answer to the handshake, as far as it has come
        Nanoseconds lastAt{0};
        Nanoseconds longestGap{0};
    };

    void run();
    void connectMore();
    void connectOne(Member &member);
    void handle(Member &member, unsigned int events);
    bool receive(Member &member, std::size_t most);
    bool readHead(Member &member, std::string_view bytes);
    void hear(Member &member, std::string_view text, Nanoseconds at);
    void settle(Member &member);
    std::chrono::milliseconds actInterval() const;
    void act();
    void sip();
    void askInTurn();
    void say(Member &member, std::string_view text);
    void lose(Member &member);
    void rouse();

    /// Whether its members do something of themselves, once all have joined.
    bool acts() const
    {
        return m_order.habit == Habit::Sips || (m_order.habit == Habit::Reads && m_order.mode == "track");
    }

    Order m_order;
    Nanoseconds m_begin;
    qint64 m_asked = 0; ///< how often somebody asked for the tick since all had joined
    std::vector<Member> m_members;
    std::size_t m_begun = 0; ///< members that have begun to connect
    int m_poll = -1;
    int m_bell = -1; ///< wakes the crowd's thread, to rouse standbys or to end
    bool m_leaving = false;
    std::atomic<int> m_joined = 0;
    std::atomic<int> m_lost = 0;
    std::atomic<qint64> m_joinedAt = 0; ///< when the last one had joined

    std::mutex
        m_taking; ///< held by the thread while it handles events, and by others for what it touches then
    Take m_take;
    Nanoseconds m_takenAt;
    Nanoseconds m_processorTimeTaken{0};

    std::thread m_thread; ///< last, so that all else is there before it runs
};

} // namespace everbounce::bench
