// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/Time.h"
#include "engine/singleton/commands/CommandResult.h"
#include "engine/singleton/commands/Order.h"
#include "engine/singleton/replica/Record.h"

#include <QCborMap>
#include <QStringList>

#include <any>
#include <optional>
#include <variant>

namespace everbounce {

/// Now, and lengths of time, in ticks.
struct Moment
{
    double now = 0;
    double second = 0;
    double horizon = 0; ///< the least time by which the state must be known ahead
};

/// How many horizons the engine computes ahead whenever the state is known for only one. More than it must,
/// because each publication is a message to every viewer, which costs more than the news in it.
constexpr double horizonsAhead = 5.0 / 3;

/// What an engine process is asked.
struct Question
{
    QCborMap content;  ///< as the engine reads it. Its keys "n", "fault", "wake_ms" and "ready" are taken
    QStringList needs; ///< files of foreign code that the engine must be able to load for it
    /// What the engine can still load afterwards: nothing else is entrusted to an engine that runs foreign
    /// code. Nothing here: everything it could load before.
    std::optional<QStringList> leaves;
};

/// An engine's answer, as its workload understood it.
struct EngineAnswer
{
    std::any content;       ///< for Workload::accept() alone
    bool isRefusal = false; ///< it could not do what it was asked, and lives
};

/// What follows from a failure: of an engine, of an answer, or of what would have to be asked.
struct Consequence
{
    enum class Next {
        Ask,      ///< plan anew, at once
        AskLater, ///< nobody is to blame: in a while
        HandOver, ///< this node cannot compute: another one should try
        BeginAnew ///< the state is unusable: a newborn one takes its place
    };

    Next next = Next::Ask;
    QString trouble;                      ///< to be reported; one sentence, or empty
    std::optional<CommandResult> refusal; ///< of the command that the question was about
    bool refusalIsShown = false;          ///< the next publication shows it: it is answered after that
    bool excusesEngines = false;          ///< their ends say nothing about this node
    bool forgetsQuestion = false;         ///< the current one is no longer wanted
};

/// What a singleton runs. It plans the next question to the engine process and makes the next state of the
/// answer. It does not care which node it runs on, how states get to other nodes, and what becomes of a lost
/// node. Pure: it sees no link, no message of the lease, and no clock but in its arguments.
///
/// All nodes have one, of the same kind. Only the holder calls the functions of the second part; what the
/// workload remembers between them ends with endTenure().
class Workload
{
public:
    virtual ~Workload();

    // ---- On every node ----

    /// A state to begin with.
    virtual SoundState newborn() const = 0;

    /// Whatever a peer or the disk gave, as a state; nothing if it is not possible to go on from it.
    virtual std::optional<SoundState> examine(const QCborMap &state) const = 0;

    /// Whatever a peer sent, as a command; nothing if it is not one.
    virtual std::optional<Order> read(const QCborMap &content) const = 0;

    // ---- On the holder ----

    /// A question for the engine. `takesCommand`: the answer will include the command.
    struct Ask
    {
        Question question;
        bool takesCommand = false;
    };

    /// The command is refused; there will be another plan.
    struct Refuse
    {
        CommandResult result;
        bool isNews = false; ///< to others than the client
    };
    using Plan = std::variant<Ask, Refuse, Consequence>;

    /// What to do next, so that the state is known up to a horizon from now. `command`: the next one, if any;
    /// it may be left for a later plan.
    virtual Plan plan(const Record &record, const Moment &moment, const Order *command) = 0;

    /// Whatever an engine said, understood; nothing for nonsense. Each answer is read once.
    virtual std::optional<EngineAnswer> understand(const QCborMap &answer) const = 0;

    /// The next state, to be published. `isChange`: it makes a revision of its own.
    struct Publication
    {
        SoundState next;
        bool isChange = false;
        bool excusesEngines = false;
    };

    /// The answer to the last plan's question. `record` is what the plan was made for.
    virtual std::variant<Publication, Consequence> accept(const Record &record, const Moment &moment,
                                                          const EngineAnswer &answer) = 0;

    /// The engine ended and another one is asked the same. `provoked`: by an injected fault, or before it had
    /// come up.
    virtual Consequence onEngineReplaced(const Record &record, Instant now, bool provoked) = 0;

    /// One question has ended two engines; one phrase says how.
    virtual Consequence onEngineDefeated(const Record &record, const QString &how) = 0;

    /// Too many engines ended one after another. `ran`: they had come up.
    virtual Consequence onEnginesGivenUp(const Record &record, bool ran) = 0;

    virtual void endTenure() = 0;
};

} // namespace everbounce
