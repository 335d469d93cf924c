// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options/WindowSettings.h"

#include "app/node/NodePaths.h"
#include "engine/base/files/PrivateFile.h"
#include "engine/node/view/SettingRules.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(settingsLog, "everbounce.settings")

const QLatin1String nameKey("name");
const QLatin1String portKey("port");

/// No node has this group: a dot in a node's name is written in another way.
QString inGroup(const QString &key)
{
    return QLatin1String(".window/") + key;
}

QString giverOf(const Options &options, const char *option)
{
    const auto found = std::ranges::find(options.settings, QLatin1String(option), &Setting::option);
    if (found == options.settings.end() || found->source == Setting::Source::Default)
        return {};
    const QString name = QLatin1String(option);
    return found->source == Setting::Source::CommandLine
               ? QLatin1String("--") + name
               : QLatin1String("EVERBOUNCE_") + name.toUpper().replace(u'-', u'_');
}

QString sentenceFor(NameFault fault)
{
    return fault == NameFault::TooLong
               ? QStringLiteral("A name has at most %1 characters.").arg(longestNodeName)
               : QStringLiteral("A name has no control characters.");
}

} // namespace

void WindowSettings::fillIn(Options &options)
{
    m_file = NodesFile(options);
    m_view.name.givenBy = giverOf(options, "name");
    m_view.port.givenBy = giverOf(options, "http-port");
    m_view.isOthers = !take(options);
    if (m_view.isOthers)
        return;
    const QString name = m_file.value(inGroup(nameKey)).toString();
    const auto port = portFromText(m_file.value(inGroup(portKey)).toString());
    if (m_view.name.givenBy.isEmpty() && faultOfName(name) == NameFault::None)
        options.name = m_view.name.chosen = name;
    if (m_view.port.givenBy.isEmpty() && port) {
        options.httpPort = port;
        m_view.port.chosen = QString::number(*port);
    }
}

/// The settings belong to this window as long as it runs. If options give both, they are left to another one.
bool WindowSettings::take(const Options &options)
{
    const bool isOpen = m_view.name.givenBy.isEmpty() || m_view.port.givenBy.isEmpty();
    if (!options.isDesktop || !isOpen)
        return false;
    createPrivateFolderOf(m_file.path());
    if (m_lock.lock(folderOfUser(options), QStringLiteral(".window.lock")))
        return true;
    qCInfo(settingsLog).noquote() << "Another window of this user has the settings in" << m_file.path();
    return false;
}

void WindowSettings::setName(quint64 request, const QString &text)
{
    const QString name = text.trimmed();
    QString problem = refusal(m_view.name);
    if (const NameFault fault = faultOfName(name); problem.isEmpty() && fault != NameFault::None)
        problem = sentenceFor(fault);
    if (!problem.isEmpty() || (name == m_view.name.chosen && !m_view.nameIsBusy))
        return Q_EMIT concluded(request, problem);
    m_wish = {request, &m_view.name, &m_view.nameIsBusy, nameKey, name};
    Q_EMIT nameWanted(request, name);
}

void WindowSettings::setPort(quint64 request, const QString &typed)
{
    const QString text = typed.trimmed();
    const auto port = portFromText(text);
    QString problem = refusal(m_view.port);
    if (problem.isEmpty() && !port && !text.isEmpty())
        problem = QStringLiteral("A port is a number from 0 to 65535.");
    if (!problem.isEmpty() || (text == m_view.port.chosen && !m_view.portIsBusy))
        return Q_EMIT concluded(request, problem);
    m_wish = {request, &m_view.port, &m_view.portIsBusy, portKey, text};
    Q_EMIT portWanted(request, port);
}

/// Why it cannot be chosen here.
QString WindowSettings::refusal(const NodeSettingView &setting) const
{
    if (!setting.givenBy.isEmpty())
        return QStringLiteral("Given by %1.").arg(setting.givenBy);
    if (m_view.isOthers)
        return QStringLiteral("Another window of yours has these settings.");
    return {};
}

void WindowSettings::setInUse(const QString &name, int port)
{
    m_view.name.inUse = name;
    m_view.port.inUse = QString::number(port);
    Q_EMIT changed(m_view);
}

void WindowSettings::conclude(const QString &problem, bool isTaken)
{
    const Wish wish = std::exchange(m_wish, {});
    if (!problem.isEmpty())
        return Q_EMIT concluded(wish.request, problem, isTaken);
    wish.setting->chosen = wish.value;
    *wish.isBusy = false;
    Q_EMIT changed(m_view);
    const QVariant kept = wish.value.isEmpty() ? QVariant() : QVariant(wish.value);
    Q_EMIT concluded(wish.request, m_file.set({{inGroup(wish.key), kept}}));
}

} // namespace everbounce
