// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace everbounce {

/// What a process has had of the machine so far, and what it does now.
struct ProcessUsage
{
    enum class State {
        Runs,         ///< or waits for a processor: it would go on if it were let
        WaitsForDisk, ///< cannot be interrupted, or it is not known what it does
        Sleeps        ///< or is stopped: nothing that this machine lacks would make it go on
    };

    std::chrono::nanoseconds processorTime{0}; ///< of all its threads, since its start
    State state = State::Runs;
    std::int64_t memory = 0; ///< that it holds now, in bytes, with what was swapped out
};

/// How long an engine may take over one thing. Counts the processor time that the engine uses, and the time
/// that it sleeps of its own accord. An engine that waits for a processor is late, not hung: however busy the
/// machine is, that counts for nothing. Pure.
class AnswerPatience
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    struct Limits
    {
        Nanoseconds processorTime{0}; ///< to use
        Nanoseconds sleep{0};         ///< to spend idle
    };
    /// Held up: it waited for a disk more than it slept, such as for its own memory that was swapped out.
    enum class Verdict { Waiting, Hung, Asleep, HeldUp };

    /// Begins at `now`, when the engine has used so much processor time already.
    AnswerPatience(const Limits &limits, Nanoseconds now, Nanoseconds used);

    /// What an engine that has not answered by `now` is. To be called about as often as nextLook() says. A
    /// look that comes late shows that this process was not let run either, and counts as one in time.
    Verdict look(Nanoseconds now, const ProcessUsage &usage);

    /// The time from one look to the next.
    Nanoseconds nextLook() const;

private:
    Limits m_limits;
    Nanoseconds m_lookedAt;
    Nanoseconds m_usedBefore; ///< processor time, at the begin
    Nanoseconds m_used;       ///< at the last look
    Nanoseconds m_slept{0};
    Nanoseconds m_heldUp{0}; ///< for a disk; it counts for less
};

} // namespace everbounce
