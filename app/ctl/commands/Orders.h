// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/ctl/Http.h"
#include "app/ctl/Output.h"

#include <QJsonObject>
#include <QUrl>

#include <functional>
#include <optional>
#include <variant>

namespace everbounce::ctl {

/// A command, and how to send it.
struct Order
{
    QString path; ///< below the node's address
    QJsonObject body;
    QString done;               ///< for a person, once it is
    QString named;              ///< the behaviour or fault that it asks for, if one
    QString node;               ///< the name or id of the node that it is aimed at, if one
    bool isOfTheFlight = false; ///< its revision says that it is in the flight
};

/// The token for a node: that of the file if one is named, else the run token of a node on this machine, if
/// it can be read; else none.
std::variant<QByteArray, Failure> tokenFor(const QUrl &node, const QString &tokenFile);

/// Asks a node for something with the user's token, and prints the answer: as it is, or as `show` does.
/// Returns the exit status.
int askAndShow(const QUrl &node, const QString &tokenFile, bool asJson,
               const std::function<Fetched(const QByteArray &token)> &ask,
               const std::function<void(const QJsonObject &answer)> &show);

Order setBehavior(const QString &name, bool tryAgain);
Order nudge();
Order chaos(bool on);
Order share(bool on);
Order fault(const QString &name, const QString &node, std::optional<double> seconds);

/// Has it carried out and reports the result, as JSON the node's own document. Without a `tokenFile`, the run
/// token of a node on this machine is used. Returns the exit status.
int carryOut(const Order &order, const QUrl &node, const QString &tokenFile, bool asJson);

} // namespace everbounce::ctl
