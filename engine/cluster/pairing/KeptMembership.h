// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/cluster/pairing/digits/PairingExchange.h"

#include <QList>
#include <QString>

#include <optional>

namespace everbounce {

/// What a node keeps of having joined a cluster, beside the key's file, in one of the same mode
/// (PATH.joined).
struct KeptMembership
{
    QString cluster;
    QString peer;        ///< where the inviter was, as `--peer` takes it
    QByteArray lineUsed; ///< the id of the line that it joined by; none by digits

    bool operator==(const KeptMembership &) const = default;
};

/// Keeps key and membership for the next start. Returns an empty text, or one sentence; then both are as
/// they were. Blocks as long as two small files take.
[[nodiscard]] QString keepMembership(const QString &keyFile, const QByteArray &key,
                                     const KeptMembership &kept);

/// The ids of the lines by which this user's nodes have joined any cluster, the latest first, at most
/// mostUsedLines: they work for nobody again. Leaving a cluster does not change that (PATH.lines).
QList<QByteArray> usedLines(const QString &keyFile);
constexpr qsizetype mostUsedLines = 16;

/// Forgets that this user's nodes have joined a cluster: they have left it.
void forgetMembership(const QString &keyFile);

/// Nothing if this user's node never joined a cluster, or if the file is not a sound one.
std::optional<KeptMembership> keptMembership(const QString &keyFile);

} // namespace everbounce
