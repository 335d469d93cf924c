// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace everbounce {

/// The value of one option, and where it comes from.
struct Setting
{
    enum class Source {
        Default,
        Environment,
        CommandLine,
        Chosen, ///< at the node itself, by its people
        Window, ///< the settings of the node's window
        Joined, ///< the cluster that this node joined brought it along
    };

    QString option;     ///< without its dashes
    QStringList values; ///< one, or none; of an option that may be repeated, any number
    Source source = Source::Default;
};

/// `GET /api/v1/config`.
QByteArray configDocument(const QList<Setting> &settings);

} // namespace everbounce
