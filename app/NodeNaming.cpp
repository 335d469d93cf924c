// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/NodeRuntime.h"

#include "app/NodePaths.h"
#include "app/Sharing.h"
#include "app/WindowSettings.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSysInfo>

// How a node comes by its name and its page's port, and by others while it runs.

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(namingLog, "everbounce.naming")

/// A node that had this name before has left its state there, and is taken to be this one.
void moveState(const QString &from, const QString &to)
{
    if (from == to || QFileInfo::exists(to) || !QFileInfo::exists(from))
        return;
    if (!QDir().mkpath(QFileInfo(to).path()) || !QDir().rename(from, to))
        qCWarning(namingLog).noquote() << from << "cannot be renamed to" << to;
}

} // namespace

QString NodeRuntime::busyNow()
{
    return QStringLiteral("This node is about to change already; try again.");
}

/// A port that people chose may be taken by now. That is no reason not to start: they have a window, and
/// perhaps no terminal to read why.
QString NodeRuntime::openPage()
{
    m_settings->fillIn(m_options);
    connect(m_settings, &WindowSettings::nameWanted, this, &NodeRuntime::changeName);
    connect(m_settings, &WindowSettings::portWanted, this, &NodeRuntime::changePort);
    const QString problem = m_page.open(m_options);
    if (problem.isEmpty() || !m_settings->hasChosenPort())
        return problem;
    qCWarning(namingLog).noquote() << problem;
    m_settings->setPortBusy();
    m_options.httpPort.reset();
    return m_page.open(m_options);
}

QString NodeRuntime::nameByOptions() const
{
    return m_options.name.isEmpty()
               ? QStringLiteral("%1:%2").arg(QSysInfo::machineHostName()).arg(pageUrl().port())
               : m_options.name;
}

/// What is kept by the former name goes along. Only while there is no node.
void NodeRuntime::takeName()
{
    const QString name = nameByOptions();
    if (name == m_name)
        return;
    moveState(NodePaths(m_options, m_name).stateDir(), NodePaths(m_options, name).stateDir());
    m_name = name;
    m_sharing->follow(m_options, m_name);
    announcePage();
}

void NodeRuntime::changeName(quint64 request, const QString &name)
{
    const QString problem = mayChange() ? QString() : busyNow();
    if (problem.isEmpty())
        m_options.name = name;
    m_settings->conclude(problem);
    noteWindows(request, "settings name", problem.isEmpty() ? 200 : 409);
    if (!problem.isEmpty())
        return;
    if (nameByOptions() != m_name)
        beginAgain();
    else
        tellSettings();
}

/// The page moves at once, as it does when the node is opened to its network.
void NodeRuntime::changePort(quint64 request, std::optional<quint16> port)
{
    const int former = pageUrl().port();
    const QString problem = mayChange() ? m_page.moveToPort(port) : busyNow();
    if (problem.isEmpty())
        m_options.httpPort = port;
    m_settings->conclude(problem);
    noteWindows(request, "settings port", problem.isEmpty() ? 200 : 409);
    if (!problem.isEmpty())
        return;
    if (pageUrl().port() == former)
        return tellSettings();
    Q_EMIT pageMoved(pageUrl());
    beginAgain();
}

} // namespace everbounce
