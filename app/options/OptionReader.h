// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "web/api/Setting.h"

#include <QCommandLineParser>

#include <optional>

namespace everbounce {

/// Collects the values of a command line and its environment, where they come from, and the first problem
/// with them.
class OptionReader
{
public:
    explicit OptionReader(const QCommandLineParser &parser);

    /// Of an option that may be repeated.
    QStringList values(const QString &option);

    QString text(const QString &option, const QString &otherwise);

    /// Of one that must not be told to anybody.
    QString secret(const QString &option);

    int number(const QString &option, int least, int most, int otherwise);
    std::optional<int> number(const QString &option, int least, int most);

    /// Given on the command line, or "on" in the environment.
    bool flag(const QString &option);

    bool isGiven(const QString &option) const;

    void fail(const QString &sentence);

    /// One sentence; empty if all is well.
    QString problem() const { return m_problem; }

    /// All that were read.
    QList<Setting> settings() const { return m_settings; }

private:
    void refuseEmpty(const QString &option, const QString &given);
    QString environment(const QString &option) const;
    std::optional<QString> value(const QString &option) const;
    void note(const QString &option, const QStringList &values);

    const QCommandLineParser &m_parser;
    QList<Setting> m_settings;
    QString m_problem;
};

} // namespace everbounce
