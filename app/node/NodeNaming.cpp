// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/node/NodeRuntime.h"

#include "app/node/JoinCluster.h"
#include "app/node/NodePaths.h"
#include "app/node/Sharing.h"
#include "app/options/WindowSettings.h"
#include "app/started/ChildOptions.h"
#include "engine/singleton/replica/store/StateLock.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSysInfo>

#include <utility>

// How a node comes by its name and its page's port, and by others while it runs.

namespace everbounce {
namespace {

Q_LOGGING_CATEGORY(namingLog, "everbounce.naming")

/// A node that had this name before has left its state there, and is taken to be this one. What another node
/// keeps stays where it is.
void moveState(const QString &from, const QString &to)
{
    StateLock lock;
    if (from == to || QFileInfo::exists(to) || !QFileInfo::exists(from) || !lock.lock(from))
        return;
    if (!QDir().mkpath(QFileInfo(to).path()) || !QDir().rename(from, to))
        qCWarning(namingLog).noquote() << from << "cannot be renamed to" << to;
}

} // namespace

QString NodeRuntime::busyNow()
{
    return QStringLiteral("Another change is in progress. Try again.");
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

/// Without one it is called by its machine and port.
QString NodeRuntime::nameFor(const QString &given) const
{
    return given.isEmpty()
               ? QStringLiteral("%1:%2").arg(QSysInfo::machineHostName(), QString::number(pageUrl().port()))
               : given;
}

/// No other node of this user keeps its state by that name, in the cluster that was joined last.
bool NodeRuntime::isFree(const QString &name) const
{
    Options there = m_options;
    useKeptMembership(there);
    return NodePaths(there, name).isStateFree();
}

/// A name that people chose, or that nobody did, may be another node's by now. That is no reason not to run,
/// as it is for a name or a directory that was given. Only while there is no node.
QString NodeRuntime::freeName()
{
    if (!m_options.stateDir.isEmpty())
        return nameFor(m_options.name);
    if (m_settings->hasChosenName() && !m_options.name.isEmpty() && !isFree(m_options.name)) {
        qCWarning(namingLog).noquote() << "Another node of this user is called" << m_options.name;
        m_settings->setNameBusy();
        m_options.name.clear();
    }
    const QString wanted = nameFor(m_options.name);
    if (wanted == std::exchange(m_wantedName, wanted) && isFree(m_name))
        return m_name;
    QString name = wanted;
    while (m_options.name.isEmpty() && !isFree(name))
        name = nextName(name, {});
    return name;
}

/// What is kept by the former name goes along. Only while there is no node.
void NodeRuntime::takeName()
{
    const QString name = freeName();
    if (name == m_name)
        return;
    moveState(NodePaths(m_options, m_name).stateDir(), NodePaths(m_options, name).stateDir());
    m_name = name;
    m_sharing->follow(m_options, m_name);
    announcePage();
}

void NodeRuntime::changeName(quint64 request, const QString &name)
{
    const QString wanted = nameFor(name);
    // By its own name, and where all names lead to one directory, it would meet itself.
    const bool isOther = !name.isEmpty() && name != m_name && m_options.stateDir.isEmpty();
    const bool isTaken = isOther && !isFree(name);
    const QString problem = !mayChange() ? busyNow()
                            : isTaken    ? QStringLiteral("Another node of yours is called %1.").arg(name)
                                         : QString();
    if (problem.isEmpty())
        m_options.name = name;
    m_settings->conclude(problem, mayChange());
    noteWindows(request, "settings name", problem.isEmpty() ? 200 : 409);
    if (!problem.isEmpty())
        return;
    if (wanted != m_name)
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
    m_settings->conclude(problem, mayChange());
    noteWindows(request, "settings port", problem.isEmpty() ? 200 : 409);
    if (!problem.isEmpty())
        return;
    if (pageUrl().port() == former)
        return tellSettings();
    Q_EMIT pageMoved(pageUrl());
    beginAgain();
}

} // namespace everbounce
