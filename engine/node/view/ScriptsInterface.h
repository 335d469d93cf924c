// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/ball/flight/Track.h"

#include <QByteArray>
#include <QList>
#include <QMetaType>
#include <QObject>
#include <QString>

#include <optional>

namespace everbounce {

/// How far a text is flown ahead for whoever writes it.
constexpr Nanoseconds previewLength = std::chrono::seconds(20);

/// What became of a text that was flown ahead.
struct ScriptPreview
{
    int status = 200; ///< as HTTP has it
    QString problem;  ///< one sentence that says why there is no path; empty if there is one
    int line = 0;     ///< of the text, from 1 on, where the problem is; 0: none in particular
    Track path;       ///< from now on

    static ScriptPreview refused(int status, const QString &why, int line = 0)
    {
        return {status, why, line, {}};
    }
};

/// What must hold of the script that is there, as RFC 9110 has it in If-Match and If-None-Match. "*" stands
/// for any version.
struct ScriptCondition
{
    std::optional<QList<QByteArray>> isOneOf;
    std::optional<QList<QByteArray>> isNoneOf;

    /// `version`: of what is there; empty if there is nothing.
    bool holdsFor(const QByteArray &version) const
    {
        const auto lists = [&version](const QList<QByteArray> &versions) {
            return !version.isEmpty() && (versions.contains(version) || versions.contains("*"));
        };
        return (!isOneOf || lists(*isOneOf)) && !(isNoneOf && lists(*isNoneOf));
    }
};

/// What somebody wants to do with one of this node's scripts.
struct ScriptOrder
{
    enum class Kind { Read, Save, GoBack };

    Kind kind = Kind::Read;
    QString name;
    QByteArray text; ///< of Save: UTF-8
    ScriptCondition condition;
};

/// A text that a script has had.
struct ScriptVersion
{
    QByteArray version; ///< SHA-256 of the text, 64 hexadecimal digits
    qint64 at = 0;      ///< when it was saved, milliseconds since 1970
    qint64 bytes = 0;
};

/// A script after an order was carried out, or why that was refused.
struct ScriptAnswer
{
    int status = 200; ///< as HTTP has it
    QString problem;  ///< one sentence; empty if the order was carried out
    QByteArray text;
    QByteArray version;            ///< of the text
    QList<ScriptVersion> versions; ///< that are kept, the newest first
    QString readOnly; ///< why it cannot be saved under its name here, a sentence; empty if it can

    static ScriptAnswer refused(int status, const QString &why) { return {status, why, {}, {}, {}, {}}; }
};

/// Writes scripts at one node, for all its viewers. Lives on the cluster's thread; call its slots and connect
/// to its signals by queued connections.
class ScriptsInterface : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

public Q_SLOTS:
    /// Flies a text ahead from where the ball is now; previewed() follows. Nothing else is touched. `viewer`
    /// names who asks: each has one preview at a time.
    virtual void preview(quint64 request, const QString &viewer, const QByteArray &text) = 0;

    /// edited() follows.
    virtual void edit(quint64 request, const everbounce::ScriptOrder &order) = 0;

Q_SIGNALS:
    void previewed(quint64 request, const everbounce::ScriptPreview &preview);
    void edited(quint64 request, const everbounce::ScriptAnswer &answer);
};

} // namespace everbounce

Q_DECLARE_METATYPE(everbounce::ScriptOrder)
Q_DECLARE_METATYPE(everbounce::ScriptPreview)
Q_DECLARE_METATYPE(everbounce::ScriptAnswer)
