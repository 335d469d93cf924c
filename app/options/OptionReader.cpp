// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/OptionReader.h"

#include <QRegularExpression>

#include <algorithm>

namespace everbounce {
namespace {

QString variableOf(const QString &option)
{
    return QLatin1String("EVERBOUNCE_") + option.toUpper().replace(QLatin1Char('-'), QLatin1Char('_'));
}

QStringList listOf(const QString &value)
{
    return value.isEmpty() ? QStringList() : QStringList(value);
}

} // namespace

OptionReader::OptionReader(const QCommandLineParser &parser)
    : m_parser(parser)
{
}

QStringList OptionReader::values(const QString &option)
{
    const QStringList given = m_parser.isSet(option)
                                  ? m_parser.values(option)
                                  : environment(option).split(QLatin1Char(','), Qt::SkipEmptyParts);
    note(option, given);
    for (const QString &one : given)
        refuseEmpty(option, one);
    return given;
}

QString OptionReader::text(const QString &option, const QString &otherwise)
{
    const auto given = value(option);
    const QString text = given.value_or(otherwise);
    note(option, listOf(text));
    if (given)
        refuseEmpty(option, *given);
    return text;
}

QString OptionReader::secret(const QString &option)
{
    const QString text = this->text(option, {});
    if (!text.isEmpty())
        m_settings.last().values = {QStringLiteral("(secret)")};
    return text;
}

int OptionReader::number(const QString &option, int least, int most, int otherwise)
{
    const auto given = number(option, least, most);
    if (!given)
        m_settings.last().values = {QString::number(otherwise)};
    return given.value_or(otherwise);
}

std::optional<int> OptionReader::number(const QString &option, int least, int most)
{
    const auto given = value(option);
    note(option, listOf(given.value_or(QString())));
    if (!given)
        return std::nullopt;
    bool ok = false;
    const int number = given->toInt(&ok);
    if (!ok || number < least || number > most)
        fail(QStringLiteral("--%1 takes a number from %2 to %3, not '%4'.")
                 .arg(option)
                 .arg(least)
                 .arg(most)
                 .arg(*given));
    return number;
}

bool OptionReader::flag(const QString &option)
{
    const QString given = environment(option);
    if (!given.isEmpty() && given != QLatin1String("on") && given != QLatin1String("off"))
        fail(QStringLiteral("%1 takes on or off, not '%2'.").arg(variableOf(option), given));
    const bool isOn = m_parser.isSet(option) || given == QLatin1String("on");
    note(option, {isOn ? QStringLiteral("on") : QStringLiteral("off")});
    return isOn;
}

bool OptionReader::isGiven(const QString &option) const
{
    return m_parser.isSet(option) || !environment(option).isEmpty();
}

/// A sentence about an option that was noted, and came from the environment, names the variable.
void OptionReader::fail(const QString &sentence)
{
    if (!m_problem.isEmpty())
        return;
    m_problem = sentence;
    static const QRegularExpression name(QStringLiteral("\\A--([a-z-]+)"));
    const QString option = name.match(sentence).captured(1);
    const bool isOption =
        std::ranges::any_of(m_settings, [&](const Setting &read) { return read.option == option; });
    if (isOption && !m_parser.isSet(option) && !environment(option).isEmpty())
        m_problem.replace(0, option.size() + 2, variableOf(option));
}

void OptionReader::refuseEmpty(const QString &option, const QString &given)
{
    if (given.trimmed().isEmpty())
        fail(QStringLiteral("--%1 must not be empty.").arg(option));
}

QString OptionReader::environment(const QString &option) const
{
    return qEnvironmentVariable(qPrintable(variableOf(option)));
}

/// The last one on the command line, else that of the environment; an empty one counts as none.
std::optional<QString> OptionReader::value(const QString &option) const
{
    if (m_parser.isSet(option))
        return m_parser.value(option);
    const QString given = environment(option);
    return given.isEmpty() ? std::nullopt : std::optional(given);
}

void OptionReader::note(const QString &option, const QStringList &values)
{
    const auto source = m_parser.isSet(option)           ? Setting::Source::CommandLine
                        : !environment(option).isEmpty() ? Setting::Source::Environment
                                                         : Setting::Source::Default;
    m_settings << Setting{option, values, source};
}

} // namespace everbounce
