// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/started/ChildOptions.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace everbounce {
namespace {

/// Whatever is not the same for two nodes of one machine, or only for a window. A cluster that was joined is
/// read from beside the key, as by any node.
bool isForOneNode(const QString &option)
{
    static const QStringList options{QStringLiteral("name"),      QStringLiteral("http-port"),
                                     QStringLiteral("listen"),    QStringLiteral("share"),
                                     QStringLiteral("state-dir"), QStringLiteral("join"),
                                     QStringLiteral("frame-log"), QStringLiteral("kiosk")};
    return options.contains(option);
}

QString optionText(const QString &option, const QString &value)
{
    return QLatin1String("--") + option + QLatin1Char('=') + value;
}

} // namespace

QStringList childArguments(const Options &window, const ChildIdentity &who)
{
    QStringList arguments{QStringLiteral("--lifeline")};
    for (const Setting &setting : window.settings) {
        if (setting.source == Setting::Source::Default || isForOneNode(setting.option))
            continue;
        for (const QString &value : setting.values)
            arguments << optionText(setting.option, value);
    }
    // What people chose at the window's node they may change at this one, too: it may outlive the window.
    const bool isOpen = !window.scope().isLoopback();
    arguments << (window.listenGiven ? optionText(QStringLiteral("listen"), window.listen)
                                     : optionText(QStringLiteral("share"),
                                                  isOpen ? QStringLiteral("on") : QStringLiteral("off")));
    const QHostAddress address(window.listen);
    if (address.protocol() == QAbstractSocket::IPv6Protocol) // has no broadcast
        arguments << optionText(QStringLiteral("peer"), QStringLiteral("[%1]").arg(address.toString()));
    if (!who.name.isEmpty())
        arguments << optionText(QStringLiteral("name"), who.name);
    if (!who.stateDir.isEmpty())
        arguments << optionText(QStringLiteral("state-dir"), who.stateDir);
    if (who.httpPort != 0)
        arguments << optionText(QStringLiteral("http-port"), QString::number(who.httpPort));
    return arguments;
}

QString nextName(const QString &own, const QStringList &taken)
{
    static const QRegularExpression numbered(QStringLiteral("^(.*)-(\\d{1,6})$"));
    const auto match = numbered.match(own);
    const QString stem = match.hasMatch() ? match.captured(1) : own;
    int number = match.hasMatch() ? match.captured(2).toInt() + 1 : 2;
    constexpr qsizetype longest = 64 - 8; // of a name, less its number
    const auto named = [&] {
        return QStringLiteral("%1-%2").arg(stem.left(longest), QString::number(number));
    };
    while (taken.contains(named()))
        ++number;
    return named();
}

} // namespace everbounce
