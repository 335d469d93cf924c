// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/singleton/coordination/Coordination.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>
#include <vector>

namespace everbounce {

/// An option of the command line that one kind of coordination has.
struct CoordinationOption
{
    const char *name;
    const char *value; ///< what stands for its value in the help
    const char *help;
    const char *otherwise = ""; ///< its value where it is not given
};

/// The values of all kinds' options, by their names; an empty one was not given.
using CoordinationTexts = QHash<QString, QString>;

/// Asks whoever runs the members of a store to break them, by the name of a fault; `length`: 0 where it has
/// none. Returns an empty text, or one sentence that says why that is not possible.
using AskForFault = std::function<QString(const QString &fault, std::chrono::milliseconds length)>;

/// What a kind's keeper and replicator are made by, or one sentence that says what is wrong.
struct CoordinateResult
{
    Coordinate coordinate;
    QString problem;
};

/// Where a node keeps its lease, as its options say; checked, and files read.
struct CoordinationSetup
{
    QString kind = QStringLiteral("peers"); ///< the name of the kind
    /// For a node of this cluster, with leases of this length.
    std::function<CoordinateResult(const QString &cluster, std::chrono::milliseconds lease)> prepare =
        [](const QString &, std::chrono::milliseconds) {
            return CoordinateResult{coordinateByPeers, {}};
        };
    AskForFault askForFault; ///< null where nobody breaks the members

    /// The kind whose members somebody breaks on demand; empty for none.
    QString breakable() const { return askForFault ? kind : QString(); }
};

/// How long leases may be, in milliseconds, and how far beyond them a holder computes ahead.
struct CoordinationTimes
{
    int shortest;
    int longest;
    int step; ///< it is a multiple of this
    int usual;
    int (*horizon)(int lease);
    int leastBeyond = 0; ///< what must be known ahead beyond a lease, so that a silent holder is not missed
    /// How long a silent link is trusted; none: as long as a lease lasts.
    std::optional<std::chrono::milliseconds> linkPatience;
    const char *stepHelp = ""; ///< what a length is that is no multiple, for the sentence that refuses it
};

/// One of the places where a lease may be kept, and all that programs know of it. A new kind has rooms of its
/// own below engine/lease and engine/singleton, and a line in Coordinations.cpp.
struct CoordinationKind
{
    const char *name; ///< as --coordination and other nodes name it
    const char *form; ///< what --coordination takes: the name, and after a colon the place if it has one
    const char *help; ///< the same with an explanation, for the help
    std::vector<CoordinationOption> options;
    CoordinationTimes times;
    const char *leaseHelp;   ///< sentences on --lease
    const char *horizonHelp; ///< a phrase on the usual --horizon
    /// Where it is chosen: reads its options. Returns an empty text, or one sentence that says what is wrong.
    QString (*read)(const QString &place, const CoordinationTexts &texts, CoordinationSetup &setup);
    /// Where another one is chosen: one sentence if its options were given all the same.
    QString (*refuse)(const CoordinationTexts &texts);
};

/// Sets up what `where` names, as --coordination takes it. Returns an empty text, or one sentence that says
/// what is wrong.
[[nodiscard]] QString readCoordination(const QList<const CoordinationKind *> &kinds, const QString &where,
                                       const CoordinationTexts &texts, CoordinationSetup &setup);

} // namespace everbounce
