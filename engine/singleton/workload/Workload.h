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
    double horizon = 0; ///< how far ahead the state is to be known, at least
};

/// So many horizons the engine computes ahead, whenever the state is known for one only: then a message to
/// each viewer is due, and each costs more than what is new in it.
constexpr double horizonsAhead = 5.0 / 3;

/// What an engine process is asked.
struct Question
{
    QCborMap content;  ///< as the engine reads it. Its keys "n", "fault", "wake_ms" and "ready" are taken
    QStringList needs; ///< files of foreign code that the engine must be able to load for it
    /// What the engine can still load afterwards: of an engine that runs foreign code nothing else is trusted
    /// any more. Nothing here: all that it could before.
    std::optional<QStringList> leaves;
};

/// What an engine said, as its workload understood it.
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
        HandOver, ///< nothing can be computed here: another node should try
        BeginAnew ///< nothing can be made of the state: a newborn one takes its place
    };

    Next next = Next::Ask;
    QString trouble;                      ///< to be told; one sentence, or empty
    std::optional<CommandResult> refusal; ///< of the command that the question was about
    bool refusalIsShown = false;          ///< by the next publication: it is answered after that
    bool excusesEngines = false;          ///< their ends say nothing about this node
    bool forgetsQuestion = false;         ///< the one under way is not wanted any more
};

/// What a singleton runs. It plans what the engine process is asked next and makes the next state of what
/// that answers; which node it runs on, how states get to other nodes, and what becomes of a node that is
/// lost, is not its business. Pure: it sees no link, no message of the lease and no clock but in arguments.
///
/// All nodes have one, and of the same kind. The functions of the second part are called on the holder alone;
/// what the workload remembers from one to the next ends with endTenure().
class Workload
{
public:
    virtual ~Workload();

    // ---- On every node ----

    /// A state to begin with.
    virtual SoundState newborn() const = 0;

    /// Whatever a peer or the disk gave, as a state; nothing where it could not be gone on with.
    virtual std::optional<SoundState> examine(const QCborMap &state) const = 0;

    /// Whatever a peer sent, as a command; nothing where it is none.
    virtual std::optional<Order> read(const QCborMap &content) const = 0;

    // ---- On the holder ----

    /// To be asked of the engine. `takesCommand`: the answer will have the command in it.
    struct Ask
    {
        Question question;
        bool takesCommand = false;
    };

    /// The command is refused; there will be another plan.
    struct Refuse
    {
        CommandResult result;
        bool isNews = false; ///< to others than who gave it
    };
    using Plan = std::variant<Ask, Refuse, Consequence>;

    /// What to do next, to have the state known up to a horizon from now. `command`: the next one, if any; it
    /// may be left for a later plan.
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

    /// The engine ended and another one is asked the same. `provoked`: by a fault that was injected, or it
    /// had not come up yet.
    virtual Consequence onEngineReplaced(const Record &record, Instant now, bool provoked) = 0;

    /// The same question ended two engines; one phrase says how.
    virtual Consequence onEngineDefeated(const Record &record, const QString &how) = 0;

    /// Too many engines ended one after another. `ran`: they had come up.
    virtual Consequence onEnginesGivenUp(const Record &record, bool ran) = 0;

    virtual void endTenure() = 0;
};

} // namespace everbounce
