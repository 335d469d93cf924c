// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace everbounce {

/// What a process has used of the machine so far, and what it does now.
struct ProcessUsage
{
    enum class State {
        Runs,         ///< or waits for a processor, and would go on if it got one
        WaitsForDisk, ///< cannot be interrupted, or its state is not known
        Sleeps,       ///< no lack of this machine holds it up
        IsStopped     ///< somebody or a debugger has stopped it: an engine cannot do that to itself
    };

    std::chrono::nanoseconds processorTime{0}; ///< of all its threads, since its start
    State state = State::Runs;
    std::int64_t memory = 0; ///< in use now, in bytes, including what was swapped out
};

/// How long an engine may take for one thing. Counts the processor time that the engine uses, and the time
/// that it sleeps of its own accord. An engine that waits for a processor is late, not hung: however busy the
/// machine is, that time does not count. Pure.
class AnswerPatience
{
public:
    using Nanoseconds = std::chrono::nanoseconds;

    struct Limits
    {
        Nanoseconds processorTime{0}; ///< to use
        Nanoseconds sleep{0};         ///< to spend idle
    };
    /// Held up: it waited for a disk more than it slept, say for its own memory that was swapped out.
    enum class Verdict { Waiting, Hung, Asleep, HeldUp, Stopped };

    /// Begins at `now`, when the engine has already used this much processor time.
    AnswerPatience(const Limits &limits, Nanoseconds now, Nanoseconds used);

    /// The state of an engine that has not answered by `now`. Call it about as often as nextLook() says. A
    /// late look shows that this process did not get to run either, and counts as one in time.
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
    Nanoseconds m_stopped{0};
};

} // namespace everbounce
